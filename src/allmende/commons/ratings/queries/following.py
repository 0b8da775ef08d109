"""What someone rates next: of what they see and may rate, that which fewest have rated."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from allmende.commons.ratings.models import LOTS, Item, Rating, Recusal, Sheet
from allmende.commons.ratings.queries.standing import counted
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Actor, Reader


def next_thing(
    reader: Reader, sheet: Sheet, *, besides: Iterable[UUID] = (), own: Q | None = None, sealed: bool = False
) -> UUID | None:
    """Return the thing that fewest have rated of those that the reader has not, one of them by lot among equals; None when none is left.

    `besides` are things passed over for now; `own` says of a thing (on `thing__…`) that it is the reader's beside those they
    are the author of. A jury rates what lies under seal as well (`sealed`). Two statements, each along the index of counts.
    """
    if not isinstance(reader, Actor):
        return None
    rows = open_to(reader, sheet, own=own, sealed=sealed)
    rows = rows.filter(~Exists(Rating.objects.filter(item=OuterRef("pk"), rater=reader.id)))
    if passed := tuple(besides):
        rows = rows.exclude(thing__in=passed)
    fewest = rows.order_by("raters", "lot").values_list("raters", "thing_id").first()
    if fewest is None:
        return None
    start = secrets.randbelow(LOTS)
    from_lot = rows.filter(raters=fewest[0], lot__gte=start).order_by("raters", "lot")
    found: UUID = from_lot.values_list("thing_id", flat=True).first() or fewest[1]
    return found


def open_to(reader: Actor, sheet: Sheet, *, own: Q | None = None, sealed: bool = False) -> QuerySet[Item]:
    """Return what is up on a sheet, the reader sees, did not make, and does not stay out of."""
    rows = Item.objects.filter(sheet=sheet, is_up=True).exclude(thing__author=reader.id)
    rows = rows.filter(~Exists(Recusal.objects.filter(item=OuterRef("pk"), actor=reader.id)))
    if own is not None:
        rows = rows.exclude(own)
    return rows if sealed else rows.filter(Exists(Thing.objects.visible_to(reader).filter(pk=OuterRef("thing_id"))))


def progress_of(reader: Reader, sheet: Sheet) -> tuple[int, int]:
    """Return how many the reader has rated, and how many are up (which is a minute old at most)."""
    mine = Rating.objects.filter(sheet=sheet, rater=reader.id).count() if isinstance(reader, Actor) else 0
    return mine, counted(sheet).things
