"""Reactions as pages show them: how many of each kind, and which are one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from allmende.commons.audiences.models import AT_HAND
from allmende.commons.audiences.models import Kind as AudienceKind
from allmende.commons.reactions.models import ICONS, Kind, Reaction, Tally
from allmende.foundation import clock
from allmende.foundation.gathered import Put, Wanted, gathered
from allmende.foundation.ids import MAX_ID
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Actor, Reader
from allmende.identity.actors.queries import ActorCard


@dataclass(frozen=True, slots=True)
class Mark:
    """One kind of reaction on a thing: how many gave it, and whether the reader did."""

    kind: str
    count: int
    is_mine: bool = False

    @property
    def label(self) -> Text:
        """Its words."""
        return Kind(self.kind).label

    @property
    def icon(self) -> str:
        """Its picture."""
        return ICONS[Kind(self.kind)]


type Mine = dict[UUID, frozenset[str]]
"""Which reactions a reader gave, by what to."""


def marks(counts: Mapping[str, int] | None, mine: Collection[str] = ()) -> tuple[Mark, ...]:
    """Return the reactions that were given, in the order of their kinds."""
    return tuple(Mark(kind.value, counts[kind], kind in mine) for kind in Kind if counts.get(kind)) if counts else ()


def mine_question(reader: UUID, about: UUID) -> Put:
    """The question for all that a reader reacted to on a page, to be asked together with others; `mine_in` reads its rows."""
    return _mine.put(reader, about)


def mine_in(rows: Iterable[Iterable[object]]) -> Mine:
    """Return what was answered, by what was reacted to."""
    found: dict[UUID, set[str]] = {}
    for thing, kind in rows:
        found.setdefault(thing, set()).add(kind)  # type: ignore[arg-type]
    return {thing: frozenset(kinds) for thing, kinds in found.items()}


def _given(reader: UUID, about: UUID) -> QuerySet[Reaction, tuple[UUID, str]]:
    return Reaction.objects.filter(actor_id=reader, about=about).values_list("thing_id", "kind")


_mine = Wanted(_given, UUID, UUID)


def mine_about(reader: Reader, about: UUID) -> Mine:
    """Return which reactions a reader gave on a page, in one statement; none for guests."""
    return mine_in(_given(reader.id, about)) if isinstance(reader, Actor) else {}


def marks_of(reader: Reader, things: Collection[UUID]) -> dict[UUID, tuple[Mark, ...]]:
    """Return the reactions to things that the reader sees, with their own; one statement, none for nothing. Things without are left out."""
    if not things:
        return {}
    tallies = Tally.objects.filter(thing_id__in=things).values_list("thing_id", "counts")
    given = Reaction.objects.filter(actor_id=reader.id, thing_id__in=things).values_list("thing_id", "kind")
    counts, own = gathered([tallies, given]) if isinstance(reader, Actor) else (tallies, ())
    mine = mine_in(own)
    return {thing: found for thing, of in counts if (found := marks(of, mine.get(thing, ())))}


@dataclass(frozen=True, slots=True)
class Given:
    """Who reacted how, and when."""

    id: UUID
    who: ActorCard
    mark: Mark
    at: datetime


def given_to(thing: UUID, after: UUID | None = None, limit: int = 50) -> tuple[list[Given], UUID | None]:
    """Return who reacted to a thing that the reader sees, the latest first, and the key of the next page; one statement."""
    rows = Reaction.objects.filter(
        thing_id=thing, id__lt=after or MAX_ID, thing__audience__kind__in=(*AT_HAND, AudienceKind.TALK)
    ).order_by("-id")
    fields = ("id", "kind", *(f"actor__{name}" for name in ("id", "handle", "name", "portrait", "kind")))
    found = list(rows.values_list(*fields)[: limit + 1])
    shown = [Given(key, ActorCard(*card), Mark(kind, 1), clock.instant_of(key)) for key, kind, *card in found[:limit]]
    return shown, found[limit - 1][0] if len(found) > limit else None
