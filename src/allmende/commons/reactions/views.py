"""Reacting to something, and who has."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allmende.commons.audiences.queries import SeenInstances
from allmende.commons.reactions.commands import react, take_back
from allmende.commons.reactions.models import Kind
from allmende.commons.reactions.queries import Mark, given_to, marks_of
from allmende.commons.reactions.rules import may_react
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import require


@require_http_methods(["GET", "HEAD", "POST"])
def reactions(request: HttpRequest, key: UUID) -> HttpResponse:
    """POST gives a reaction or takes it back; GET shows all kinds to choose from, and who reacted (htmx: the row with all kinds)."""
    thing: Thing | None = _thing.of(request.actor, key)
    if thing is None:
        raise Http404
    if request.method == "POST":
        return _change(request, thing)
    if request.htmx and not request.GET.get("after"):
        return _row(request, thing, is_open=True)
    given, following = given_to(thing.id, key_in(request.GET.get("after", "")))
    context = _values(request, thing, is_open=True) | {
        "given": given, "more_url": f"?after={following}" if following else "",
        "crumbs": [(thing.title or capfirst(str(kinds()[thing.kind].name)), _url(thing)), (_("Reactions"), "")],
    }  # fmt: skip
    return render(request, "reactions/page.html#given" if request.htmx else "reactions/page.html", context)


_thing = SeenInstances(
    lambda reader, key: Thing.objects.visible_to(reader).select_related("audience").filter(id=key), UUID
)


def _change(request: HttpRequest, thing: Thing) -> HttpResponse:
    require(is_signed_in(request.actor))
    if kind := request.POST.get("take", ""):
        take_back(request.actor, thing, kind)
    else:
        react(request.actor, thing, request.POST.get("give", ""))
    if request.htmx:
        return _row(request, thing, is_open=False)
    return redirect(_url(thing))


def _row(request: HttpRequest, thing: Thing, *, is_open: bool) -> HttpResponse:
    return render(request, "reactions/row.html", _values(request, thing, is_open=is_open) | {"has_focus": True})


def _values(request: HttpRequest, thing: Thing, *, is_open: bool) -> dict[str, Any]:
    """What a row is drawn from; an open one has the kinds that nobody gave yet besides."""
    found = marks_of(request.actor, [thing.id]).get(thing.id, ())
    given = {mark.kind for mark in found}
    others = tuple(Mark(kind.value, 0) for kind in Kind if is_open and kind not in given)
    return {
        "thing": thing.id, "marks": (*found, *others), "may_react": bool(may_react(request.actor, thing)), "is_open": is_open,
    }  # fmt: skip


def _url(thing: Thing) -> str:
    return urls_of([(thing.id, thing.kind)]).get(thing.id, "/")
