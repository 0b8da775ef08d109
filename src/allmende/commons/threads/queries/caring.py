"""What those who look after a talk see: what was done with it, and where comments could be brought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from allmende.commons.spaces.reach import is_within
from allmende.commons.things.models import Thing
from allmende.commons.threads.models import Deed, Handling
from allmende.foundation.doors import kinds
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader

MOST_TARGETS = 12
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class HandlingLine:
    """An act of a host or curator on a talk, in a line."""

    id: UUID
    deed: str
    by: str
    at: datetime
    reason: str
    count: int
    target: UUID | None
    title: str
    """Of the thing to which comments were brought, where the reader sees it."""
    is_undone: bool

    @property
    def label(self) -> Text:
        """What was done."""
        return Deed(self.deed).label


def handlings_of(reader: Reader, thing: UUID, limit: int = 20) -> list[HandlingLine]:
    """Return what was done lately with what was said about a thing, the latest first; two statements."""
    fields = ("id", "deed", "by__name", "at", "reason", "target_id", "undone")
    rows = Handling.objects.filter(thing=thing).annotate(count=Count("handled")).order_by("-id")
    found = list(rows.values_list(*fields, "count")[:limit])
    targets = {row[5] for row in found if row[5]}
    seen = dict(Thing.objects.visible_to(reader).filter(id__in=targets).values_list("id", "title")) if targets else {}
    return [
        HandlingLine(key, deed, by or "", at, reason, count, target if target in seen else None, seen.get(target, ""), bool(undone))
        for key, deed, by, at, reason, target, undone, count in found
    ]  # fmt: skip


def find_handling(reader: Reader, key: UUID) -> Handling | None:
    """Return an act on what was said about a thing that the reader sees."""
    found = Handling.objects.filter(id=key, thing__in=Thing.objects.visible_to(reader))
    return found.select_related("thing__audience", "stood").first()


@dataclass(frozen=True, slots=True)
class Target:
    """A thing to whose talk comments could be brought."""

    id: UUID
    kind: Text
    title: str


def targets_for(reader: Reader, source: Thing, words: str = "") -> list[Target]:
    """Return the latest things in the space (with words in their title: anywhere) to which comments could be brought without being
    shown to more people; one statement, and two for each audience among them.
    """
    rows = Thing.objects.visible_to(reader).filter(published__isnull=False).exclude(id=source.id)
    rows = rows.filter(title__icontains=words) if words else rows.filter(space=source.space_id)
    rows = rows.filter(kind__in=[key for key, kind in kinds().items() if kind.is_discussed])
    found = list(rows.select_related("audience").order_by("-published")[:LOOKED_AT])
    return list(_fitting(source, found))[:MOST_TARGETS]


def _fitting(source: Thing, found: list[Thing]) -> Iterator[Target]:
    known, within = kinds(), dict[int, bool]()
    for thing in found:
        if thing.audience_id not in within:
            within[thing.audience_id] = is_within(thing.audience, source.audience)
        if within[thing.audience_id]:
            yield Target(thing.id, known[thing.kind].name, thing.title or str(known[thing.kind].name))
