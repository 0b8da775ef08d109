"""Greedy: the highest rank first, skipping what no longer fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from allmende.counting.numbers import Number, whole
from allmende.counting.result import PassedOver, Reason


class Rank(NamedTuple):
    """What projects are ordered by; something for nothing ranks above everything else."""

    boundless: bool
    value: Number


def rank_by_support(support: Number) -> Rank:
    """As the cities do: votes, points or Borda points."""
    return Rank(boundless=False, value=support)


def rank_per_cost(support: Number, cost: Number) -> Rank:
    """Support per unit of cost."""
    if cost == 0:
        return Rank(boundless=support > 0, value=0)
    return Rank(boundless=False, value=whole(Fraction(support) / Fraction(cost)))


@dataclass(frozen=True, slots=True)
class Choice:
    """A project taken, with what it tied with and what was passed over before it."""

    project: str
    rank: Rank
    tied: tuple[str, ...]
    passed_over: tuple[PassedOver, ...]


def choose_greedily(
    ranks: Mapping[str, Rank], costs: Mapping[str, Number], money: Number
) -> tuple[list[Choice], tuple[PassedOver, ...]]:
    """Take projects by falling rank while the money lasts, equals by id; also returns what was passed over at the end.

    Money only shrinks, so one pass is enough. This is the greedy rule of Talmon and Faliszewski (2019) for additive
    worths, and what most cities do.
    """
    choices: list[Choice] = []
    passed: list[PassedOver] = []
    order = sorted(sorted(ranks), key=ranks.__getitem__, reverse=True)
    for rank, equals in groupby(order, key=ranks.__getitem__):
        waiting = list(equals)
        while waiting:
            fitting = [project for project in waiting if costs[project] <= money]
            if len(fitting) < len(waiting):
                passed += [_too_dear(project, costs, money) for project in waiting if costs[project] > money]
            if not fitting:
                break
            tied = tuple(fitting) if len(fitting) > 1 else ()
            chosen, *waiting = fitting
            money = whole(money - costs[chosen])
            choices.append(Choice(chosen, rank, tied, tuple(passed)))
            passed = []
    return choices, tuple(passed)


def _too_dear(project: str, costs: Mapping[str, Number], money: Number) -> PassedOver:
    return PassedOver(project, Reason.DOES_NOT_FIT, costs[project], money)
