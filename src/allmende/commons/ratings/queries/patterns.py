"""What is worth a look in the ratings of a sheet, for those who answer for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from uuid import UUID

from allmende.commons.ratings.models import Involved, Item, Pattern, Ranking, Sheet
from allmende.identity.actors.queries import ActorCard

MOST_THINGS = 8
"""So many of the things that were rated are named."""


@dataclass(frozen=True)
class Seen:
    """A pattern: whose ratings, of which things, how far above others' (in points; of pairs in parts of the usual spread)."""

    id: int
    kind: str
    label: str
    people: tuple[ActorCard, ...]
    things: tuple[UUID, ...]
    ratings: int
    above: float
    odds: int
    """By chance alone it happens in fewer than one of so many cases."""
    note: str
    by: str
    noted: datetime | None


def patterns_of(sheet: Sheet) -> list[Seen]:
    """Return what the last reckoning found, what nobody has looked at first, then the least likely; four statements."""
    rows = list(Pattern.objects.filter(sheet=sheet).select_related("by").order_by("chance", "pk"))
    rows.sort(key=lambda row: row.noted is not None)
    people: dict[int, list[ActorCard]] = defaultdict(list)
    fields = tuple(f"actor__{name}" for name in ("id", "handle", "name", "portrait", "kind"))
    involved = Involved.objects.filter(pattern__sheet=sheet).order_by("actor__name", "pk")
    for pattern, *card in involved.values_list("pattern", *fields):
        people[pattern].append(ActorCard(*card))
    wanted = {item for row in rows for item in row.items[:MOST_THINGS]}
    things = dict(Item.objects.filter(pk__in=wanted).values_list("pk", "thing_id"))
    spread = _spread(sheet)
    return [
        Seen(
            row.pk, row.kind, row.get_kind_display(), tuple(people[row.pk]),
            tuple(things[item] for item in row.items[:MOST_THINGS] if item in things), row.ratings, row.above / 100 * spread,
            min(10**6, int(1 / row.chance)) if row.chance > 0 else 10**6, row.note, row.by.name if row.by else "", row.noted,
        )
        for row in rows
    ]  # fmt: skip


def patterns_to_look_at(sheet: Sheet) -> int:
    """Return how many nobody has noted anything of yet."""
    return Pattern.objects.filter(sheet=sheet, noted=None).count()


def pattern_on(sheet: Sheet, key: int) -> Pattern | None:
    """Return a pattern of a sheet, held until the transaction ends."""
    return Pattern.objects.select_for_update().filter(sheet=sheet, pk=key).first()


def _spread(sheet: Sheet) -> float:
    """The usual spread of a rating, in points; 1 where pairs were compared."""
    summary = Ranking.objects.filter(sheet=sheet).values_list("summary", flat=True).first() or {}
    return sqrt(summary["from_chance"]) if summary.get("from_chance") else 1.0
