"""Where calls and contributions stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.urls import reverse

from allmende.identity.actors.commands import handle_from
from allmende.rooms.calls.models import Call, Contribution, Teaser


def call_url(slug: str) -> str:
    """The page of a call."""
    return reverse("calls:call", args=[slug])


def contribution_url(call_slug: str, number: int, title: str) -> str:
    """The page of a contribution: its number is the key, the words behind it may change."""
    return f"{_contributions(call_slug)}{number}-{_words(title)}/" if title else f"{_contributions(call_slug)}{number}/"


@lru_cache(1000)
def _contributions(call_slug: str) -> str:
    """What the addresses of a call's contributions begin with: a list would find it out for each."""
    return reverse("calls:contribution", args=[call_slug, "0"]).removesuffix("0/")


@lru_cache(10_000)
def _words(title: str) -> str:
    return handle_from(title)


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
