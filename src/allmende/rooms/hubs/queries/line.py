"""The line of those who wait for a desk: what one can wait for, and one's own places in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format

from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.rooms.hubs.models import DeskKind, Hub, Part, Wait
from allmende.rooms.hubs.queries.bookings import DeskRow, open_parts
from allmende.rooms.hubs.rules import Calendar


@dataclass(frozen=True)
class Turn:
    """Someone's own place in a line; `place` 1 is the next to have a desk. Who else waits nobody is told."""

    id: UUID
    day: date
    words: str
    part: Text
    place: int
    hub: str
    hub_url: str


def waitable(
    hub: Hub, calendar: Calendar, day: date, rows: Sequence[DeskRow], turns: Sequence[Turn]
) -> list[tuple[str, Text]]:
    """Return for what of a day one can stand in line: it is open, no desk is free then, and one has none; asks nothing."""
    desks = [row for row in rows if row.kind == DeskKind.DESK]
    if not desks or any(row.is_mine for row in desks):
        return []
    free, waits = {value for row in desks for value, _label in row.parts}, {str(turn.part) for turn in turns}
    parts = [part for part in open_parts(hub, calendar, day) if part.value not in free]
    return [(part.value, part.label) for part in parts if str(part.label) not in waits]


def turns_on(reader: Reader, hub: Hub, day: date) -> list[Turn]:
    """Return a reader's places in the line of a hub for a day; one statement."""
    return _turns(reader, Wait.objects.filter(hub=hub.pk, day=day))


def my_turns(reader: Reader, root: Space, limit: int = 50) -> list[Turn]:
    """Return a reader's places in the lines of a community's hubs, the next day first; one statement."""
    rows = Wait.objects.filter(day__gte=clock.now().date(), hub__space__root=root.id)
    return _turns(reader, rows.filter(hub__space__audience__within=reach_of(reader)))[:limit]


def _turns(reader: Reader, rows: QuerySet[Wait]) -> list[Turn]:
    ahead = Wait.objects.filter(hub=OuterRef("hub"), day=OuterRef("day"), id__lt=OuterRef("id")).order_by()
    count = Subquery(ahead.values(n=Func(F("pk"), function="COUNT", output_field=IntegerField())))
    mine = rows.filter(person=reader.id).annotate(ahead=count)
    return [
        Turn(
            row.id, row.day, date_format(row.day, "l, j. F"), Part(row.part).label, row.ahead + 1, row.hub.space.title,
            reverse("hubs:hub", args=[row.hub.space.slug]),
        )
        for row in mine.select_related("hub__space").order_by("day", "id")
    ]  # fmt: skip


def wait_of(reader: Reader, root: Space, key: UUID) -> Wait | None:
    """Return a reader's own place in a line; None for another's."""
    return Wait.objects.filter(id=key, person=reader.id, hub__space__root=root.id).first()
