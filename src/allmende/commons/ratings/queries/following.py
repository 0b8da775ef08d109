"""What someone rates next: of what they see and may rate, that which fewest have rated."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from allmende.commons.audiences.queries import Seen
from allmende.commons.ratings.models import LOTS, Item, Rating, Recusal, Sheet
from allmende.commons.ratings.queries.standing import counted
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Actor, Reader

type Own = Callable[[UUID], Q]
"""What says of a thing on a sheet (`thing__…`) that it is someone's own, beside what they are the author of; a function of a module."""


def next_thing(
    reader: Reader, sheet: Sheet, *, besides: Sequence[UUID] = (), own: Own | None = None, sealed: bool = False
) -> UUID | None:
    """Return the thing that fewest have rated of those that the reader has not, one of them by lot among equals; None when none is left.

    `besides` are things passed over for now. A jury rates what lies under seal as well (`sealed`). Two statements, each along the
    index of counts.
    """
    if not isinstance(reader, Actor):
        return None
    passed, shape = sorted(besides), (own, sealed, len(besides))
    fewest = next(iter(_fewest(*shape).by(reader, reader.id, sheet.pk, *passed)), None)
    if fewest is None:
        return None
    start = secrets.randbelow(LOTS)
    found = _from_lot(*shape).by(reader, reader.id, sheet.pk, fewest[0], start, *passed)
    return found[0][0] if found else fewest[1]


@lru_cache(200)
def _fewest(own: Own | None, sealed: bool, passed: int) -> Seen:
    def build(reader: Reader, who: UUID, sheet: UUID, *besides: UUID) -> QuerySet[Item, Any]:
        rows = _left(open_to(reader, who, sheet, own=own, sealed=sealed), who, besides)
        return rows.order_by("raters", "lot").values_list("raters", "thing_id")[:1]

    return Seen(build, UUID, UUID, *[UUID] * passed)


@lru_cache(200)
def _from_lot(own: Own | None, sealed: bool, passed: int) -> Seen:
    def build(reader: Reader, who: UUID, sheet: UUID, raters: int, start: int, *besides: UUID) -> QuerySet[Item, Any]:
        rows = _left(open_to(reader, who, sheet, own=own, sealed=sealed), who, besides)
        return rows.filter(raters=raters, lot__gte=start).order_by("raters", "lot").values_list("thing_id")[:1]

    return Seen(build, UUID, UUID, int, int, *[UUID] * passed)


def _left(rows: QuerySet[Item], who: UUID, besides: Sequence[UUID]) -> QuerySet[Item]:
    rows = rows.filter(~Exists(Rating.objects.filter(item=OuterRef("pk"), rater=who)))
    return rows.exclude(thing__in=besides) if besides else rows


def open_to(reader: Reader, who: UUID, sheet: UUID, *, own: Own | None = None, sealed: bool = False) -> QuerySet[Item]:
    """Return what is up on a sheet, the reader sees, and of which somebody (the reader) is no author and does not stay out."""
    rows = Item.objects.filter(sheet=sheet, is_up=True).exclude(thing__author=who)
    rows = rows.filter(~Exists(Recusal.objects.filter(item=OuterRef("pk"), actor=who)))
    if own is not None:
        rows = rows.exclude(own(who))
    return rows if sealed else rows.filter(Exists(Thing.objects.visible_to(reader).filter(pk=OuterRef("thing_id"))))


def progress_of(reader: Reader, sheet: Sheet) -> tuple[int, int]:
    """Return how many the reader has rated, and how many are up (which is a minute old at most)."""
    mine = Rating.objects.filter(sheet=sheet, rater=reader.id).count() if isinstance(reader, Actor) else 0
    return mine, counted(sheet).things
