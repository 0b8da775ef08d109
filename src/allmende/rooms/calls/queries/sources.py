"""What a contribution builds on, and what else it could: as far as the reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.lineage.models import LinkKind
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Contribution, ContributionState
from allmende.rooms.calls.queries.links import contribution_url

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Source:
    """Something that a contribution came of directly."""

    id: UUID
    title: str
    kind: str
    how: str


@dataclass(frozen=True, slots=True)
class Found:
    """A contribution that could be built on."""

    id: UUID
    title: str
    url: str
    call: str
    summary: str
    author: str


def sources_shown(reader: Reader, contribution: UUID) -> list[Source]:
    """Return what a contribution came of directly and the reader sees, in the order it was named. One statement."""
    rows = Thing.objects.visible_to(reader).filter(led_to__target=contribution).order_by("led_to__id")
    return [
        Source(id_, title, kind, str(LinkKind(kind).label))
        for id_, title, kind in rows.values_list("id", "title", "led_to__kind")
    ]


def could_be_built_on(reader: Reader, contribution: Contribution, words: str) -> list[Found]:
    """Return contributions whose titles hold all these words and the reader sees, those of the same call first. One statement."""
    wanted = Q()
    for word in words.split()[:6]:
        wanted &= Q(title__icontains=word)
    if not words.strip():
        return []
    rows: QuerySet[Contribution, Any] = Contribution.objects.visible_to(reader).exclude(id=contribution.id)
    rows = rows.filter(wanted, state=ContributionState.SUBMITTED).order_by("-published")
    fields = ("id", "title", "number", "call__slug", "call__title", "summary", "author__name", "call_id")
    found = sorted(rows.values_list(*fields)[: MOST_FOUND * 3], key=lambda row: row[7] != contribution.call_id)
    return [
        Found(id_, title, contribution_url(slug, number, title), call, summary, author)
        for id_, title, number, slug, call, summary, author, _call in found[:MOST_FOUND]
    ]
