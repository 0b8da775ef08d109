"""What came out of a session: entered from paper, photographed, and kept as things of the space."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.audiences.models import Layer
from allmende.commons.files.commands import store_picture
from allmende.commons.spaces.features import open_rooms
from allmende.commons.spaces.models import Mode, Space
from allmende.commons.spaces.modes import strictest_mode
from allmende.commons.spaces.queries import sentence_for, who_will_see
from allmende.commons.spaces.reach import layers_of
from allmende.commons.spaces.rules import may_see_passages
from allmende.commons.threads.queries import talk_of
from allmende.foundation.doors import Room, rooms
from allmende.foundation.ids import key_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.methods import commands
from allmende.rooms.methods.forms import KeepingForm, PhotoForm, ResultsForm
from allmende.rooms.methods.models import Finding, Session
from allmende.rooms.methods.queries import finding_url, session_url, wall_of
from allmende.rooms.methods.rules import may_enter_results, may_keep, may_reach
from allmende.rooms.methods.views.fetching import TOLD, get_finding, get_session


def results(request: HttpRequest, key: UUID) -> HttpResponse:
    """Enter what stood on paper."""
    session = get_session(request, key)
    require(may_enter_results(request.actor, session))
    form = ResultsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = commands.enter_results(
                request.actor, session, form.cleaned_data["lines"], form.cleaned_data["cluster"]
            )
        except Refused as refusal:
            _into(form, refusal)
        else:
            messages.success(request, ngettext("%(n)d note entered.", "%(n)d notes entered.", count) % {"n": count})
            return redirect(session_url(key))
    return _results(request, session, form, PhotoForm())


@require_POST
def photo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add a photo of the wall."""
    session = get_session(request, key)
    require(may_enter_results(request.actor, session))
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        store_picture(request.actor, form.cleaned_data["picture"], thing=session, alt=form.cleaned_data["alt"])
        messages.success(request, _("The photo stands beside the notes."))
        return redirect(session_url(key))
    return _results(request, session, ResultsForm(), form)


def _results(request: HttpRequest, session: Session, form: ResultsForm, photo_form: PhotoForm) -> HttpResponse:
    context = {
        "session": session, "form": form, "photo_form": photo_form, "url": session_url(session.id),
        "crumbs": _crumbs(session, _("Enter what came out")),
    }  # fmt: skip
    return render(request, "methods/results.html", context, status=422 if form.errors or photo_form.errors else 200)


def keeping(request: HttpRequest, key: UUID) -> HttpResponse:
    """Choose notes, and make things of the space out of them."""
    session = get_session(request, key)
    require(may_keep(request.actor, session))
    usual = Layer.TEAM if session.place.root_id else Layer.COMMUNITY
    form = KeepingForm(request.POST or None, place=session.place, initial={"layer": int(usual)})
    chosen = [found for value in request.POST.getlist("note")[:200] if (found := key_in(value))]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = commands.keep_findings(request.actor, session, chosen, Layer(data["layer"]), data["title"])
        except Refused as refusal:
            _into(form, refusal)
        else:
            words = ngettext("%(n)d finding stands in the space.", "%(n)d findings stand in the space.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect(session_url(key))
    context = {
        "session": session, "form": form, "wall": wall_of(request.actor, session), "chosen": chosen, "url": session_url(key),
        "layers": _layers(request.actor, session), "layer": form["layer"].value() or int(usual),
        "crumbs": _crumbs(session, _("Keep what came out")),
    }  # fmt: skip
    return render(request, "methods/keeping.html", context, status=422 if form.errors else 200)


def _layers(actor: Actor, session: Session) -> list[dict[str, Any]]:
    return [_choice(actor, session, session.place, layer) for layer in layers_of(session.place)[1:]]


def _choice(actor: Actor, session: Session, place: Space, layer: Layer) -> dict[str, Any]:
    mode, verdict = strictest_mode(place, Layer.PRIVATE, layer, actor), may_reach(actor, session, layer)
    refusal: Any = (
        _("This space keeps such things inside.") if mode == Mode.CLOSED else "" if verdict else verdict.reason
    )
    note = _("First reviewed by the curators.") if mode == Mode.REVIEWED else ""
    return {
        "level": int(layer),
        "who": " ".join(filter(None, [who_will_see(place, layer, actor), note])),
        "refusal": refusal,
    }


@require_safe
def finding(request: HttpRequest, key: UUID) -> HttpResponse:
    """A finding, where it came from, and what is said about it."""
    found = get_finding(request, key)
    reader = request.actor
    session = found.session if found.session and found.session.audience_id else None
    is_mine = not reader.is_guest and found.author_id == reader.id
    context = {
        "finding": found, "url": finding_url(key), "layer": found.layer, "is_mine": is_mine and not found.is_binned,
        "session": session if session and _sees(request, session) else None,
        "talk": None if found.is_binned else talk_of(reader, found, request.GET, space=found.place).shown,
        "who_sees": sentence_for(found.audience) if may_see_passages(reader, found, found.place) else "",
        "onward": [] if reader.is_guest or found.is_binned else _onward(request, found),
        "crumbs": [(_("Home"), "/"), (found.place.title, reverse("space", args=[found.place.slug])), (found.title, "")],
    }  # fmt: skip
    return render(request, "methods/finding.html", context)


def _onward(request: HttpRequest, finding: Finding) -> list[dict[str, str]]:
    """Where the reader can go on with it as a draft of their own, in whichever room takes such a thing."""
    words = urlencode({"title": finding.title[:120], "summary": finding.text[:1500]})
    begins = [room.beginnings for room in _rooms(request) if room.beginnings]
    cards = [card for beginnings in begins for card in beginnings(request.actor, request.space)]
    return [{"title": card.title, "url": f"{card.url}?{words}", "icon": card.icon} for card in cards]


def _rooms(request: HttpRequest) -> list[Room]:
    here = open_rooms(request.space)
    return [room for room in rooms() if room.key in here]


def _sees(request: HttpRequest, session: Session) -> bool:
    return Session.objects.visible_to(request.actor).filter(pk=session.pk).exists()


def _crumbs(session: Session, here: str) -> list[tuple[str, str]]:
    return [(_("Methods"), reverse("methods:index")), (session.title, session_url(session.id)), (here, "")]


def _into(form: Any, refusal: Refused) -> None:
    if refusal.status not in TOLD:
        raise refusal
    show_errors(form, refusal)
