"""Leading a session: its steps, its clock, its end."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.rooms.methods import commands
from allmende.rooms.methods.views.fetching import done, get_session, number_in

TURNS = {"pause": "pause", "go": "go", "minute": "minute"}


@require_POST
def lead(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the lead."""
    session = get_session(request, key)

    def act() -> str:
        commands.take_lead(request.actor, session)
        return _("You lead the session now.")

    return done(request, session, act)


@require_POST
def step(request: HttpRequest, key: UUID) -> HttpResponse:
    """Go on to the step after the one that whoever pressed saw."""
    session = get_session(request, key)
    after = number_in(request.POST.get("after", ""))
    return done(
        request, session, lambda: commands.next_step(request.actor, session, -2 if after is None else after) and None
    )


@require_POST
def clock_turn(request: HttpRequest, key: UUID) -> HttpResponse:
    """Stop the clock, let it run, or give a minute."""
    session = get_session(request, key)
    turn = TURNS.get(request.POST.get("turn", ""), "minute")
    return done(request, session, lambda: commands.set_clock(request.actor, session, turn) and None)  # type: ignore[arg-type]


@require_POST
def closure(request: HttpRequest, key: UUID) -> HttpResponse:
    """Conclude the session."""
    session = get_session(request, key)

    def act() -> str:
        commands.conclude(request.actor, session)
        return _("The session is over. Now keep what came out.")

    return done(request, session, act)
