"""Sessions: planned, joined, and the page on which they run."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.files.queries import shown_with
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import my_spaces, sentence_for
from allmende.commons.threads.queries import talk_of
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.methods import commands
from allmende.rooms.methods.forms import SessionForm
from allmende.rooms.methods.models import Mode, Part, Session, SessionState
from allmende.rooms.methods.queries import findings_of, method_url, session_url, sessions_in, wall_of
from allmende.rooms.methods.rules import (
    may_dot,
    may_enter_results,
    may_hold,
    may_join,
    may_keep,
    may_lead,
    may_set_clock,
    may_sort,
    may_take_lead,
    may_write_note,
)
from allmende.rooms.methods.views.cards import rounds_of
from allmende.rooms.methods.views.fetching import TOLD, done, get_method, get_place, get_session

PARTS = [(part.value, part.label) for part in (Part.TAKES_PART, Part.TIME, Part.NOTES)]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sessions of a space or the community, the latest first."""
    place, after = get_place(request), key_in(request.GET.get("after", ""))
    cards, following = sessions_in(request.actor, place, after)
    here = f"in={place.slug}&" if place.root_id else ""
    context = {
        "cards": cards, "place": place, "more_url": f"?{here}after={following}" if following else "",
        "crumbs": [(_("Methods"), reverse("methods:index")), (_("Sessions"), "")],
    }  # fmt: skip
    return render(request, "methods/sessions.html", context)


def new(request: HttpRequest, key: UUID) -> HttpResponse:
    """Plan a session of a method."""
    method, place = get_method(request, key), get_place(request)
    if "in" not in request.GET:
        place = method.place
    require(may_hold(request.actor, place))
    shown = method.shown
    form = SessionForm(request.POST or None, initial={"title": shown.title, "mode": Mode.ONLINE})
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.plan_session(request.actor, method, place, **_said(form))
        except Refused as refusal:
            _into(form, refusal)
        else:
            messages.success(request, _("Planned. Everyone who sees it can join."))
            return redirect(session_url(made.id))
    context = {
        "form": form, "title": shown.title, "card": shown.card, "place": place, "spaces": _spaces(request, place),
        "crumbs": [(_("Methods"), reverse("methods:index")), (shown.title, method_url(key)), (_("Plan a session"), "")],
    }  # fmt: skip
    return render(request, "methods/plan.html", context, status=422 if form.errors else 200)


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change when, where and about what a planned session is."""
    session = get_session(request, key)
    require(may_lead(request.actor, session))
    form = SessionForm(request.POST or None, initial=SessionForm.initial_of(session))
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_session(request.actor, session, **_said(form))
        except Refused as refusal:
            _into(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(session_url(key))
    context = {
        "form": form, "title": session.title, "card": session.card, "place": session.place, "is_change": True,
        "crumbs": [*_crumbs(session)[:-1], (session.title, session_url(key)), (_("Change it"), "")],
    }  # fmt: skip
    return render(request, "methods/plan.html", context, status=422 if form.errors else 200)


@require_safe
def session(request: HttpRequest, key: UUID) -> HttpResponse:
    """A session as the reader may see it at this moment."""
    found = get_session(request, key)
    return render(request, "methods/session.html", page_of(request, found))


def page_of(request: HttpRequest, session: Session, text: str = "", problem: str = "") -> dict[str, Any]:
    """What the page of a session shows; `text` is a note that could not be taken, `problem` why."""
    reader, steps = request.actor, session.steps
    is_over = session.state == SessionState.ENDED
    names = {"lead": may_lead, "clock": may_set_clock, "write": may_write_note, "sort": may_sort, "dot": may_dot,
             "take_lead": may_take_lead, "join": may_join, "enter": may_enter_results, "keep": may_keep}  # fmt: skip
    return {
        "session": session, "url": session_url(session.id), "card": session.card, "steps": steps, "now": session.now,
        "number": session.step + 1, "next_step": steps[session.step + 1] if session.step + 1 < len(steps) else None,
        "is_planned": session.state == SessionState.PLANNED, "is_over": is_over, "wall": wall_of(reader, session),
        "may": {name: may(reader, session) for name, may in names.items()}, "parts": PARTS, "server_now": clock.now(),
        "text": text, "problem": problem, "files": shown_with(session.id), "crumbs": _crumbs(session),
        "findings": findings_of(reader, session) if is_over else [], "who_sees": "" if reader.is_guest else sentence_for(session.audience),
        "talk": talk_of(reader, session, request.GET, space=session.place).shown if not session.is_binned else None,
    }  # fmt: skip


@require_safe
def sheet(request: HttpRequest, key: UUID) -> HttpResponse:
    """A session as a sheet of paper, with the times of each step."""
    found = get_session(request, key)
    context = {
        "title": found.title, "card": found.card, "session": found, "steps": found.steps, "back_url": session_url(key),
        "rounds": rounds_of(found.card),
    }  # fmt: skip
    return render(request, "methods/sheet.html", context)


@require_POST
def seat(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take part, or do something else in the session."""
    found = get_session(request, key)
    part = request.POST.get("part", "")
    wished = Part(part) if part in dict(PARTS) else Part.TAKES_PART
    return done(request, found, lambda: commands.join(request.actor, found, wished) and None)


@require_POST
def leaving(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take part no more."""
    found = get_session(request, key)

    def act() -> str:
        commands.leave(request.actor, found)
        return _("You take part no more. What you wrote stays.")

    return done(request, found, act)


def _spaces(request: HttpRequest, place: Space) -> list[dict[str, Any]]:
    """The reader's own spaces, with the one that is chosen; whether it can be held there is asked of that one."""
    mine = [request.space, *my_spaces(request.actor, request.space)[:30]]
    return [{"title": one.title, "slug": one.slug, "is_chosen": one.id == place.id} for one in mine]


def _said(form: SessionForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {"title": data["title"], "question": data["question"], "mode": Mode(data["mode"]), "starts": data["starts"]}


def _crumbs(session: Session) -> list[tuple[str, str]]:
    return [(_("Methods"), reverse("methods:index")), (_("Sessions"), reverse("methods:sessions")), (session.title, "")]


def _into(form: SessionForm, refusal: Refused) -> None:
    if refusal.status not in TOLD:
        raise refusal
    show_errors(form, refusal)
