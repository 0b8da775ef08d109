"""Fetching what a page is about: always through `visible_to`; what one can't see isn't there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Contribution, Teaser
from allmende.rooms.calls.queries.finding import (
    find_call,
    find_contribution,
    find_teaser,
    refuse_ended_practice,
    slug_today,
)
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.rules import may_end_practice

type View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Practice:
    """That a page only practises, and where its hosts end that."""

    url: str


class Unsigned(Exception):
    """The reader has not signed for this call; `teaser` is what everyone may know of it."""

    def __init__(self, teaser: Teaser) -> None:
        super().__init__(teaser.title)
        self.teaser = teaser


class Moved(Exception):
    """The call that was asked for has another slug now."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def following_moves(view: View) -> View:
    """Lead from an earlier address of a call, whatever part of it was asked for, to today's (301, or 308 with what was sent)."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        try:
            return view(request, slug, **rest)
        except Moved as moved:
            match = request.resolver_match
            url = reverse(match.view_name if match else "calls:call", kwargs={"slug": moved.slug, **rest})
            query = request.META.get("QUERY_STRING", "")
            keeps = request.method not in {"GET", "HEAD"}
            return redirect(f"{url}?{query}" if query else url, permanent=True, preserve_request=keeps)
        except Unsigned as unsigned:
            return redirect("calls:signature", slug=unsigned.teaser.call.slug)

    return wrapped


def number_from(text: str, most_digits: int = 9) -> int | None:
    """Return a number that a form or an address brought; None for anything else (superscripts are digits too)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most_digits else None


def get_call(request: HttpRequest, slug: str) -> Call:
    """Return the call of that address in this community; raises Http404, Moved for an address of earlier days, or Refused (410) to whoever practised it."""
    call = find_call(request.actor, request.space, slug)
    if call is None:
        moved = slug_today(request.actor, slug)
        if moved:
            raise Moved(moved)
        refuse_ended_practice(request.actor, request.space, slug)
        if teaser := find_teaser(request.actor, request.space, slug):
            raise Unsigned(teaser)
        raise Http404
    request.place = call.place  # the call wears the look of its space
    request.practice = practice_of(request.actor, call)
    return call


def get_call_or_teaser(request: HttpRequest, slug: str) -> tuple[Call, Teaser | None]:
    """Return the call, and where the reader has yet to sign for it what they may know of it; raises Http404 and Moved."""
    try:
        return get_call(request, slug), None
    except Unsigned as unsigned:
        request.place = unsigned.teaser.call.place
        return unsigned.teaser.call, unsigned.teaser


def practice_of(reader: Reader, call: Call) -> Practice | None:
    """What each page of a practice call says above all; None for a call that counts."""
    if not call.is_practice:
        return None
    return Practice(reverse("calls:practice", args=[call.slug]) if may_end_practice(reader, call) else "")


def get_contribution(request: HttpRequest, call: Call, number: int) -> Contribution:
    """Return a contribution of a call by its number; raises Http404."""
    contribution = find_contribution(request.actor, call, number)
    if contribution is None:
        raise Http404
    return contribution


def number_in(place: str) -> int:
    """Return the number at the beginning of a contribution's address; raises Http404."""
    found = re.match(r"\d{1,9}(?=-|$)", place)
    if not found:
        raise Http404
    return int(found[0])


def crumbs_to(call: Call, *further: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the way to a call's page, or through it to what lies further in."""
    way = (gettext("Calls"), reverse("calls:index"))
    return (way, (call.title, call_url(call.slug)), *further) if further else (way, (call.title, ""))


def is_slug(text: str) -> bool:
    """Say whether a value from a form or an address can be a slug at all."""
    return re.fullmatch(r"[-a-zA-Z0-9_]{1,100}", text) is not None
