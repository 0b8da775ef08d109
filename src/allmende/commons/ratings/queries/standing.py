"""How far the rating of a sheet is: counted once a minute for all who look, never for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Sum

from allmende.commons.ratings.models import Duel, Item, Ranking, Rating, Sheet, Way
from allmende.foundation.kept import kept


@dataclass(frozen=True)
class Counted:
    """So many things are up, so many answers were given to them, and `with_fewest` of them have only `fewest`."""

    things: int
    answers: int
    scored: int
    fewest: int
    with_fewest: int


def counted(sheet: Sheet, since: Ranking | None = None) -> Counted:
    """Return what was rated so far; `since` a ranking, so that what it took in is not told as new. A minute old at most."""
    return kept(("rated", sheet.id, since.at if since else None), lambda: _count(sheet), house=True)


def _count(sheet: Sheet) -> Counted:
    up = Item.objects.filter(sheet=sheet, is_up=True)
    rows = up.order_by().values("raters").annotate(n=Count("pk"), scored=Sum("count"))
    by_raters = sorted((row["raters"], row["n"], row["scored"]) for row in rows)
    answers = sum(raters * n for raters, n, _scored in by_raters)
    fewest, with_fewest = by_raters[0][:2] if by_raters else (0, 0)
    things, scored = sum(n for _raters, n, _scored in by_raters), sum(scored for *_rest, scored in by_raters)
    return Counted(things, answers // 2 if sheet.way == Way.PAIRS else answers, scored, fewest, with_fewest)


def raters_of(sheet: Sheet) -> int:
    """Return how many people have rated by a sheet; a minute old at most."""
    rows = Duel.objects.filter(sheet=sheet) if sheet.way == Way.PAIRS else Rating.objects.filter(sheet=sheet)
    found: int = kept(("raters", sheet.id), lambda: rows.aggregate(n=Count("rater", distinct=True))["n"], house=True)
    return found
