"""Where calls and contributions stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.urls import reverse

from allmende.foundation.addresses import address_of
from allmende.identity.actors.commands import handle_from
from allmende.rooms.calls.models import Call, Contribution, Teaser


def call_url(slug: str) -> str:
    """The page of a call."""
    return address_of("calls:call", slug)


def contribution_url(call_slug: str, number: int, title: str) -> str:
    """The page of a contribution: its number is the key, the words behind it may change."""
    return address_of("calls:contribution", call_slug, f"{number}-{_words(title)}" if title else str(number))


_words = lru_cache(10_000)(handle_from)


def call_urls(things: Sequence[UUID]) -> dict[UUID, str]:
    """The pages of many calls."""
    return {thing: call_url(slug) for thing, slug in Call.objects.filter(id__in=things).values_list("id", "slug")}


def call_talk_urls(things: Sequence[UUID]) -> dict[UUID, str]:
    """Where many calls as a whole are discussed."""
    rows = Call.objects.filter(id__in=things).values_list("id", "slug")
    return {thing: reverse("calls:talk", args=[slug]) for thing, slug in rows}


def contribution_urls(things: Sequence[UUID]) -> dict[UUID, str]:
    """The pages of many contributions."""
    rows = Contribution.objects.filter(id__in=things).values_list("id", "call__slug", "number", "title")
    return {thing: contribution_url(slug, number, title) for thing, slug, number, title in rows}


def teaser_urls(things: Sequence[UUID]) -> dict[UUID, str]:
    """Where many calls are signed for: their own pages."""
    rows = Teaser.objects.filter(id__in=things).values_list("id", "call__slug")
    return {thing: call_url(slug) for thing, slug in rows}
