"""The order by the jury's sheet: how sure each place is, how its members' points are spread, and what was noted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from allmende.commons.ratings.models import MILLI, Rating, Sheet
from allmende.commons.ratings.queries.rankings import RankingPage, places_of, ranking_page
from allmende.commons.ratings.queries.spread import had_a_hand
from allmende.rooms.calls.models import Call, Contribution, ContributionState, JuryNote
from allmende.rooms.calls.queries.blind import hiders
from allmende.rooms.calls.queries.points import points

MOST_NOTES = 5
"""So many notes stand below a contribution here; all of them on its own page."""


@dataclass(frozen=True)
class JuryPlace:
    """A contribution in the jury's order; `spread` says how many gave which points, `is_split` that they are far apart."""

    rank: int
    number: int
    title: str
    language: str
    author: str
    url: str
    score: str
    reach: tuple[str, str]
    count: int
    spread: str
    is_split: bool
    notes: tuple[tuple[str, str], ...]
    more_notes: int
    shortlisted: int | None


@dataclass(frozen=True)
class JuryOrder:
    """The page: how the ranking stands, its places, and the key of the next page."""

    ranking: RankingPage | None
    places: list[JuryPlace]
    more_url: str


def jury_order(call: Call, sheet: Sheet, *, is_blind: bool, after: str = "") -> JuryOrder:
    """Return a page of the jury's order; who may see it is asked before. Five statements, three more while it is blind."""
    ranking = ranking_page(sheet)
    if ranking is None or ranking.at is None:
        return JuryOrder(ranking, [], "")
    places, following = places_of(sheet, after)
    keys = [place.thing for place in places]
    rows = Contribution.objects.filter(
        pk__in=keys, state=ContributionState.SUBMITTED
    )  # house: the jury's rule is asked
    fields = ("number", "title", "language", "author__name", "shortlisted__position")
    found = {key: row for key, *row in rows.values_list("id", *fields)}
    spread, notes = _spreads(sheet, keys), _notes(call, keys)
    hides = hiders(list(found)) if is_blind else {}
    shown = []
    for place in places:
        if place.thing in found:
            number, title, language, author, position = found[place.thing]
            hide = hides.get(place.thing)
            noted = notes[place.thing]
            shown.append(
                JuryPlace(
                    place.rank, number, hide(title) if hide else title, language, "" if hide else author,
                    reverse("calls:judge", args=[call.slug, number]), points(place.score),
                    (points(max(place.low, 1)), points(min(place.high, sheet.top))), place.count,
                    _in_words(spread[place.thing]), _is_split(spread[place.thing], sheet.top),
                    tuple((who, hide(text) if hide else text) for who, text in noted[:MOST_NOTES]),
                    max(0, len(noted) - MOST_NOTES), position,
                )
            )  # fmt: skip
    return JuryOrder(ranking, shown, f"?after={following}" if following else "")


def _in_words(gave: Counter[int]) -> str:
    """How many gave which points, the highest first: 2 × 5, 1 × 3."""
    return ", ".join(f"{n} × {point}" for point, n in sorted(gave.items(), reverse=True))


def _is_split(gave: Counter[int], top: int) -> bool:
    """Whether some gave half the scale more than others: that is what to talk about."""
    return bool(gave) and 2 * (max(gave) - min(gave)) >= top


def _spreads(sheet: Sheet, things: Iterable[UUID]) -> dict[UUID, Counter[int]]:
    found: dict[UUID, Counter[int]] = defaultdict(Counter)
    rows = Rating.objects.filter(sheet=sheet, item__thing__in=list(things), score__isnull=False).exclude(had_a_hand())
    for thing, score in rows.values_list("item__thing_id", "score"):
        found[thing][min(max(round((score or 0) / MILLI), 1), sheet.top)] += 1
    return found


def _notes(call: Call, things: Iterable[UUID]) -> dict[Any, list[tuple[str, str]]]:
    found: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    rows = JuryNote.objects.filter(call=call, contribution__in=list(things)).order_by("id")
    for thing, who, text in rows.values_list("contribution_id", "author__name", "text"):
        found[thing].append((who, text))
    return found
