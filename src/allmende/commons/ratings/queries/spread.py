"""How a thing is rated: the distribution of its scores, and what was collected as facts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from allmende.commons.authorship.models import Author, AuthorState
from allmende.commons.ratings.models import MILLI, Asked, Item, Rating, Sheet
from allmende.commons.ratings.queries.sheets import questions_of

FEWEST_SHOWN = 3
"""So many ratings it takes until they are shown: of two, each tells the other's."""


@dataclass(frozen=True)
class Spread:
    """How many gave which points (rounded), and the mean, in points; facts with what was said of them."""

    raters: int
    count: int
    mean: float | None
    bars: tuple[tuple[int, int], ...]
    criteria: tuple[tuple[str, float | None, int], ...]
    facts: tuple[tuple[str, str, int, float], ...]
    """Name, kind, how many answered, and the share of yes in per cent, or the median of the numbers."""
    is_shown: bool


def had_a_hand() -> Q:
    """The condition on ratings of what their rater made, alone or with others, meanwhile: they stand back."""
    together = Author.objects.filter(
        thing=OuterRef("item__thing"), actor=OuterRef("rater"), state=AuthorState.CONFIRMED
    )
    return Q(rater=F("item__thing__author")) | Q(Exists(together))


def spread_of(sheet: Sheet, item: Item) -> Spread:
    """Return how an item is rated; whether someone may know it the owning room asks."""
    rows = list(Rating.objects.filter(item=item).exclude(had_a_hand()).values_list("score", "marks"))
    scores = [score for score, _marks in rows if score is not None]
    counts = Counter(min(max(round(score / MILLI), 1), sheet.top) for score in scores)
    criteria, facts = [], []
    for question in questions_of(sheet):
        answers = [mark for _score, marks in rows if (mark := marks.get(question.id)) is not None]
        if question.asked == Asked.POINTS:
            criteria.append((question.name, sum(answers) / len(answers) if answers else None, len(answers)))
        elif answers:
            share = 100 * sum(answers) / len(answers) if question.asked == Asked.YES_NO else float(median(answers))
            facts.append((question.name, question.asked, len(answers), share))
    return Spread(
        raters=len(rows), count=len(scores), mean=sum(scores) / len(scores) / MILLI if scores else None,
        bars=tuple((point, counts[point]) for point in range(1, sheet.top + 1)), criteria=tuple(criteria), facts=tuple(facts),
        is_shown=len(rows) >= FEWEST_SHOWN,
    )  # fmt: skip


def means_of(sheet: Sheet, things: list[UUID]) -> dict[UUID, tuple[int, float | None]]:
    """Return how many rated each of these things, and the mean of their scores in points; one statement."""
    rows = Item.objects.filter(sheet=sheet, thing__in=things).values_list("thing_id", "raters", "count", "total")
    return {thing: (raters, total / count / MILLI if count else None) for thing, raters, count, total in rows}
