"""Reckoning the ranking of a sheet: lined up by whoever may, done by a task, stored whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.ratings.commands.patterns import keep_patterns, makers_of
from allmende.commons.ratings.models import MILLI, Duel, Item, Panel, Place, Ranking, RankingState, Rating, Sheet, Way
from allmende.foundation import clock
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.worker import progress
from allmende.foundation.verdicts import Refused
from allmende.judging import Given, compare, given_in_duels, given_of, judge, patterns

type LineUp = Callable[[str], Any]


def line_up_ranking(sheet: Sheet, *, then: LineUp) -> Ranking:
    """Let a ranking be reckoned, within the caller's transaction; `then` enqueues the task. Raises Refused (409) while one is."""
    ranking, _is_new = Ranking.objects.select_for_update().get_or_create(sheet=sheet)
    if ranking.state == RankingState.RECKONING and is_at_work(ranking):
        raise Refused(_("It is being reckoned already. You can watch it here."), 409)
    ranking.state, ranking.job = RankingState.RECKONING, UUID(then(str(sheet.id)).id)
    ranking.save(update_fields=["state", "job"])
    return ranking


def is_at_work(ranking: Ranking) -> bool:
    """Whether a job waits or runs that reckons it."""
    return (
        ranking.job is not None and Job.objects.filter(id=ranking.job, state__in=(State.READY, State.RUNNING)).exists()
    )


def reckon(sheet_id: UUID) -> None:
    """Reckon a ranking and store it in place of the earlier one; doing it again gives the same."""
    sheet = Sheet.objects.filter(id=sheet_id).first()
    if sheet is None:  # the call has gone meanwhile
        return
    makers = makers_of(sheet)
    came = _by_pairs(sheet, makers) if sheet.way == Way.PAIRS else _by_points(sheet, makers)
    found = patterns(came.given, makers) if sheet.panel == Panel.MEMBERS else ()  # a jury is named, and few
    progress(99, 100)
    with transaction.atomic():
        Place.objects.filter(sheet=sheet).delete()
        Place.objects.bulk_create(came.places, batch_size=500)
        keep_patterns(sheet, found)
        stands = {"state": RankingState.READY, "at": clock.now(), "ratings": came.ratings, "summary": came.summary}
        Ranking.objects.update_or_create(sheet=sheet, defaults=stands)


class _Came(NamedTuple):
    """What ratings came to."""

    ratings: int
    summary: dict[str, Any]
    places: list[Place]
    given: list[Given]


def _up(sheet: Sheet) -> list[int]:
    return list(Item.objects.filter(sheet=sheet, is_up=True).order_by("pk").values_list("pk", flat=True))


def _by_points(sheet: Sheet, makers: dict[int, set[UUID]]) -> _Came:
    rows = Rating.objects.filter(sheet=sheet, item__is_up=True, score__isnull=False).order_by("item", "rater")
    whole = list(rows.values_list("item", "rater", "score", "changed"))
    # What one has a hand in by now stands back: two accounts became one, or one became a co-author afterwards.
    counted = [row for row in whole if row[1] not in makers[row[0]]]
    marks = [(item, rater, (score or 0) / MILLI) for item, rater, score, _at in counted]
    judged = judge(marks, lambda done: progress(done, 100))
    summary = {
        "mean": judged.mean, "raters": len(judged.leniency), "steps": judged.steps, "stand_back": len(whole) - len(counted),
        "from_items": judged.spread.items, "from_raters": judged.spread.raters, "from_chance": judged.spread.chance,
        "is_solved": judged.is_solved, "unrated": len(set(_up(sheet)) - {one.item for one in judged.estimates}),
        "strictest": min(judged.leniency.values(), default=0.0), "mildest": max(judged.leniency.values(), default=0.0),
    }  # fmt: skip
    places = ((one.item, one.rank, one.score, one.error, one.mean, one.count) for one in judged.estimates)
    when = {(item, rater): at.timestamp() for item, rater, _score, at in counted}
    return _Came(judged.ratings, summary, _places(sheet, places), given_of(marks, judged, when))


def _by_pairs(sheet: Sheet, makers: dict[int, set[UUID]]) -> _Came:
    rows = Duel.objects.filter(sheet=sheet, first__is_up=True, second__is_up=True).order_by("pk")
    whole = list(rows.values_list("rater", "first", "second", "got", "pk"))
    counted = [row for row in whole if row[0] not in makers[row[1]] | makers[row[2]]]
    said = [
        (rater, (first, second, got / 2), (key.int >> 80) / 1000)  # an id begins with its time
        for rater, first, second, got, key in counted
    ]
    found = compare((duel for _rater, duel, _at in said), _up(sheet))
    summary = {
        "rounds": found.rounds, "is_solved": found.is_solved, "raters": len({row[0] for row in counted}),
        "stand_back": len(whole) - len(counted),
    }  # fmt: skip
    places = (
        (one.item, one.rank, one.share, one.share * (1 - one.share) * one.error, one.won / one.count if one.count else 0, one.count)
        for one in found.strengths
    )  # fmt: skip
    return _Came(found.duels, summary, _places(sheet, places), given_in_duels(said, found))


def _places(sheet: Sheet, rows: Iterable[tuple[Any, ...]]) -> list[Place]:
    return [
        Place(
            item_id=item, sheet=sheet, rank=rank, score=round(score * MILLI), error=round(error * MILLI),
            mean=round(mean * MILLI), count=count,
        )
        for item, rank, score, error, mean, count in rows
    ]  # fmt: skip
