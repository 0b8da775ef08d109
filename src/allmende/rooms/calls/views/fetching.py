"""Fetching what a page is about: always through `visible_to`; what one can't see isn't there."""

from __future__ import annotations

import re

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.links import call_url


class Moved(Exception):
    """What was asked for has another address now."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def get_call(request: HttpRequest, slug: str) -> Call:
    """Return the call of that address in this community; raises Http404, or Moved for an address of earlier days."""
    rows = Call.objects.visible_to(request.actor).filter(Q(place=request.space.id) | Q(place__root=request.space.id))
    rows = rows.select_related("audience", "author", "place__root", "box", "talk")
    call = rows.filter(slug=slug).first()
    if call is None:
        moved = _by_old_slug(request, slug)
        if moved:
            raise Moved(call_url(moved))
        raise Http404
    return call


def _by_old_slug(request: HttpRequest, slug: str) -> str:
    rows = Call.objects.visible_to(request.actor).filter(old_slugs__slug=slug)
    return rows.values_list("slug", flat=True).first() or ""


def get_contribution(request: HttpRequest, call: Call, number: int) -> Contribution:
    """Return a contribution of a call by its number; raises Http404."""
    rows = Contribution.objects.visible_to(request.actor).filter(call=call)
    contribution = get_object_or_404(rows.select_related("audience", "author"), number=number)
    contribution.call = call
    return contribution


def number_in(place: str) -> int:
    """Return the number at the beginning of a contribution's address; raises Http404."""
    found = re.match(r"\d{1,9}(?=-|$)", place)
    if not found:
        raise Http404
    return int(found[0])


def crumbs_to(call: Call, *further: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way to a call's page, or through it to what lies further in."""
    way = [(gettext("Calls"), reverse("calls:index"))]
    return [*way, (call.title, call_url(call.slug)), *further] if further else [*way, (call.title, "")]
