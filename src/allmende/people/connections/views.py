"""Contacts, and the path to paid work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.connections import commands
from allmende.people.connections.forms import AskForm, NoteForm, PriceForm
from allmende.people.connections.models import Connection, Purpose, State
from allmende.people.connections.queries.contacts import asks_by, asks_for, connection_for, contacts_of
from allmende.people.connections.queries.path import mentors_for, path_of, seekers_for
from allmende.people.connections.queries.rates import price_for
from allmende.people.connections.rules import may_ask, may_walk_path
from allmende.people.profiles.queries import person_here

PAGE = 30


def index(request: HttpRequest) -> HttpResponse:
    """Who asks, whom one has asked, whom one is in contact with."""
    require(is_signed_in(request.actor))
    after = request.GET.get("after", "")
    rows = contacts_of(request.actor, key_in(after), PAGE)
    more = f"?after={rows[PAGE - 1].id}" if len(rows) > PAGE else ""
    context: dict[str, Any] = {"contacts": rows[:PAGE], "more_url": more}
    if request.htmx and after:
        return render(request, "connections/index.html#rows", context)
    context |= {"asking": asks_for(request.actor), "asked": asks_by(request.actor)}
    return render(request, "connections/index.html", context)


def ask(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask someone to be in contact: GET shows the form, POST asks."""
    person = _person(request, handle)
    form = AskForm(
        request.POST if request.method == "POST" else None, initial={"purpose": request.GET.get("for", Purpose.CONTACT)}
    )
    if request.method == "POST" and form.is_valid():
        purpose = form.cleaned_data["purpose"] or Purpose.CONTACT
        made = commands.ask(request.actor, person, request.space, form.cleaned_data["line"], purpose)
        said = _("You are in contact now.") if made.state == State.MADE else _("Asked. The answer is up to them.")
        messages.success(request, said)
        return redirect("person", handle=handle)
    require(may_ask(request.actor, person, request.space))
    return render(request, "connections/ask.html", {"person": person, "form": form}, status=422 if form.errors else 200)


@require_POST
def acceptance(request: HttpRequest, connection: UUID) -> HttpResponse:
    """Say yes."""
    made = commands.accept(request.actor, _connection(request, connection), request.space)
    messages.success(request, _("You and %(name)s are in contact now.") % {"name": made.other(request.actor).name})
    return redirect("connections:index")


@require_POST
def refusal(request: HttpRequest, connection: UUID) -> HttpResponse:
    """Say no, silently."""
    commands.decline(request.actor, _connection(request, connection))
    messages.success(request, _("You won't see this ask again. Nobody is told."))
    return redirect("connections:index")


@require_POST
def withdrawal(request: HttpRequest, connection: UUID) -> HttpResponse:
    """Take back what one asked."""
    commands.withdraw(request.actor, _connection(request, connection))
    messages.success(request, _("Taken back."))
    return redirect("connections:index")


@require_POST
def removal(request: HttpRequest, connection: UUID) -> HttpResponse:
    """End a contact."""
    commands.end(request.actor, _connection(request, connection))
    messages.success(request, _("You are no longer in contact. Nobody is told."))
    return redirect("connections:index")


@require_POST
def note(request: HttpRequest, connection: UUID) -> HttpResponse:
    """Note where one knows someone from."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Refused(_("140 characters at most."), 422)
    commands.note(request.actor, _connection(request, connection), form.cleaned_data["note"])
    messages.success(request, _("Noted, for you alone."))
    return redirect("connections:index")


def path(request: HttpRequest) -> HttpResponse:
    """The steps to paid work, and who helps with them."""
    require(may_walk_path(request.actor, request.space))
    steps = path_of(request.actor)
    context = {
        "steps": steps, "done": sum(step.is_done for step in steps), "following": next((step for step in steps if not step.is_done), None),
        "mentors": mentors_for(request.actor, request.space), "seekers": seekers_for(request.actor, request.space),
    }  # fmt: skip
    return render(request, "connections/path.html", context)


@require_POST
def step(request: HttpRequest, step: str) -> HttpResponse:
    """Tick a step."""
    commands.reach(request.actor, request.space, step)
    messages.success(request, _("Well done!"))
    return redirect("connections:path")


@require_POST
def step_removal(request: HttpRequest, step: str) -> HttpResponse:
    """Take the tick away."""
    commands.reach(request.actor, request.space, step, reached=False)
    return redirect("connections:path")


def rate(request: HttpRequest) -> HttpResponse:
    """What an hour has to cost: GET works it out and keeps nothing, POST puts it into one's profile."""
    require(may_walk_path(request.actor, request.space))
    asked = request.GET if "income" in request.GET else None
    data = request.POST if request.method == "POST" else asked
    form = PriceForm(data)
    price = price_for(form.wanted()) if form.is_bound and form.is_valid() else None
    if request.method == "POST" and price is not None:
        commands.take_rate(request.actor, request.space, price.hour)
        messages.success(request, _("It stands in your profile. Who sees it, you say there."))
        return redirect("connections:path")
    context = {"form": form, "price": price, "wanted": form.wanted() if price else None}
    return render(request, "connections/rate.html", context, status=422 if form.errors else 200)


def _person(request: HttpRequest, handle: str) -> Actor:
    person = person_here(request.actor, request.space, handle)
    if person is None:
        raise Http404
    return person


def _connection(request: HttpRequest, connection: UUID) -> Connection:
    require(is_signed_in(request.actor))
    found = connection_for(request.actor, connection)
    if found is None:
        raise Http404
    return found
