"""The ranking as it was reckoned, a page at a time, and how far the next one is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from allmende.commons.ratings.models import MILLI, Place, Ranking, RankingState, Sheet, Way
from allmende.commons.ratings.queries.standing import counted
from allmende.foundation.tasks.models import Job, State
from allmende.judging.effects import WITHIN

PAGE = 50


@dataclass(frozen=True)
class Ranked:
    """A thing at its place: scores in points (of pairs: in per cent), with where they lie nine times in ten."""

    item: int
    thing: UUID
    rank: int
    score: float
    low: float
    high: float
    mean: float
    count: int


@dataclass(frozen=True)
class RankingPage:
    """How a ranking stands: whether it is being reckoned and how far that is, its figures, and whether more was rated since."""

    is_busy: bool
    has_failed: bool
    percent: int
    job: UUID | None
    at: datetime | None
    ratings: int
    since: int
    summary: dict[str, Any]
    is_pairs: bool


def ranking_page(sheet: Sheet) -> RankingPage | None:
    """Return how the ranking of a sheet stands; None where none was ever asked for."""
    ranking = Ranking.objects.filter(sheet=sheet).first()
    if ranking is None:
        return None
    job = Job.objects.filter(id=ranking.job).first() if ranking.state == RankingState.RECKONING else None
    is_dead = ranking.state == RankingState.RECKONING and (job is None or job.state == State.DEAD)
    rated = counted(sheet, ranking)
    now = rated.answers if sheet.way == Way.PAIRS else rated.scored
    taken = ranking.ratings + ranking.summary.get("stand_back", 0)
    return RankingPage(
        is_busy=ranking.state == RankingState.RECKONING and not is_dead, has_failed=is_dead, percent=job.percent if job else 0,
        job=ranking.job, at=ranking.at, ratings=ranking.ratings, since=abs(now - taken), summary=ranking.summary,
        is_pairs=sheet.way == Way.PAIRS,
    )  # fmt: skip


def places_of(sheet: Sheet, after: str = "", limit: int = PAGE) -> tuple[list[Ranked], str]:
    """Return things in their order, and the key of the next page; `after` is the key from the page before."""
    rows = Place.objects.filter(sheet=sheet)
    rank, _dash, item = after.partition("-")
    if rank.isdecimal() and item.isdecimal() and len(after) < 20:
        rows = rows.filter(Q(rank__gt=int(rank)) | Q(rank=int(rank), item__gt=int(item)), rank__gte=int(rank))
    fields = ("item_id", "item__thing_id", "rank", "score", "error", "mean", "count")
    found = [_ranked(*row) for row in rows.order_by("rank", "item").values_list(*fields)[: limit + 1]]
    following = f"{found[limit - 1].rank}-{found[limit - 1].item}" if len(found) > limit else ""
    return found[:limit], following


def places_for(sheet: Sheet, things: Iterable[UUID]) -> dict[UUID, Ranked]:
    """Return where these things stand."""
    fields = ("item_id", "item__thing_id", "rank", "score", "error", "mean", "count")
    rows = Place.objects.filter(sheet=sheet, item__thing__in=list(things)).values_list(*fields)
    return {row[1]: _ranked(*row) for row in rows}


def _ranked(item: int, thing: UUID, rank: int, score: int, error: int, mean: int, count: int) -> Ranked:
    reach = WITHIN * error
    return Ranked(
        item, thing, rank, score / MILLI, (score - reach) / MILLI, (score + reach) / MILLI, mean / MILLI, count
    )
