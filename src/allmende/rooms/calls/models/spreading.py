"""How prize money is spread: exact to the minor unit, and the same whoever reckons it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from babel.numbers import get_currency_precision

from allmende.foundation.money import Money


def falling(total: Money, places: int) -> list[int]:
    """Spread an amount over places so that each gets a step less than the one before: of three 3, 2 and 1 sixths.

    A total in whole units is spread in whole units, as prizes are told. Raises ValueError without a place.
    """
    if places < 1:
        raise ValueError("A prize has at least one place.")
    whole = 10 ** get_currency_precision(total.currency)
    unit = 1 if total.minor % whole else whole
    parts = Money(total.minor // unit, total.currency).split(list(range(places, 0, -1)))
    return [part.minor * unit for part in parts]


def by_rank(ranks: Sequence[int], amounts: Sequence[int]) -> list[int]:
    """What each of those ranked gets, in their order: who is equal shares evenly what their places bring together.

    `ranks` ascend (1, 2, 2, 4); an odd minor unit goes to the earlier one. Places beyond the last amount bring nothing of
    their own, so a tie for the last place shares it.
    """
    given: list[int] = []
    for _rank, group in groupby(ranks):
        equal = len(list(group))
        pot = sum(amounts[len(given) : len(given) + equal])
        given += [share.minor for share in Money(pot).split([1] * equal)]
    return given


def ranked(scores: Sequence[int | Fraction]) -> list[int]:
    """The ranks of scores that descend: equal ones share a rank, and the next counts on behind them (1, 2, 2, 4)."""
    ranks: list[int] = []
    for place, score in enumerate(scores, 1):
        ranks.append(ranks[-1] if ranks and scores[place - 2] == score else place)
    return ranks
