"""What things are worth in the eyes of many, some of whom are lenient, some strict, and who rated few things each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from math import fsum, sqrt

from allmende.judging.errors import standard_errors
from allmende.judging.net import Mark, Net, net_of
from allmende.judging.variance import Components, components_of

__all__ = ["Estimate", "Judged", "Mark", "judge"]

TOLERANCE = 1e-10
"""The equations count as solved when what is left of them is this share of what they began with."""
MOST_STEPS = 2000
WITHIN = 1.6449
"""So many standard errors to each side hold nine of ten."""

type Told = Callable[[int], object]


@dataclass(frozen=True)
class Estimate:
    """One item: its place (equal ones share it), corrected score and its standard error, plain mean, number of ratings."""

    item: Hashable
    rank: int
    score: float
    error: float
    mean: float
    count: int

    @property
    def low(self) -> float:
        """Where nine times in ten it is not below."""
        return self.score - WITHIN * self.error

    @property
    def high(self) -> float:
        """Where nine times in ten it is not above."""
        return self.score + WITHIN * self.error


@dataclass(frozen=True)
class Judged:
    """All items, the best first; what the ratings have in common; by how many points raters differ; how it was solved."""

    estimates: tuple[Estimate, ...]
    mean: float
    spread: Components
    leniency: dict[Hashable, float]
    ratings: int
    steps: int
    is_solved: bool


def judge(marks: Iterable[Mark], told: Told | None = None) -> Judged:
    """Estimate the worth of each item from ratings (item, rater, points); `told` hears how far it is, in per cent.

    The model: a rating is the common mean, plus the item's effect, plus the rater's leniency, plus chance. Effects are best linear
    unbiased predictions from Henderson's mixed model equations (C. R. Henderson, Biometrics 31, 1975; G. Robinson, "That BLUP is a
    good thing", Statistical Science 6, 1991): what few have rated is drawn to the mean, as far as the spread of the ratings
    says. Variances by `components_of`. The equations are reduced to the raters and solved by preconditioned conjugate gradients
    (I. Strandén and M. Lidauer, Journal of Dairy Science 82, 1999) to `TOLERANCE`.
    """
    tell = told or (lambda _percent: None)
    net = net_of(marks)
    if not net.items:
        return Judged((), 0.0, Components(0, 0, 0, estimated=False), {}, 0, 0, is_solved=True)
    spread = components_of(net)
    tell(10)
    if spread.chance <= 0:  # all ratings are equal: there is nothing to tell apart
        mean = net.points_of_item[0][0]
        effects, leniency, steps = [0.0] * len(net.items), [0.0] * len(net.raters), 0
    else:
        mean, effects, leniency, steps = _Equations(net, spread).solve(lambda share: tell(10 + round(50 * share)))
    tell(60)
    errors = standard_errors(net, spread)
    tell(95)
    return Judged(
        estimates=_ranked(net, mean, effects, errors), mean=mean, spread=spread,
        leniency=dict(zip(net.raters, leniency, strict=True)), ratings=net.size, steps=steps, is_solved=steps < MOST_STEPS,
    )  # fmt: skip


def _ranked(net: Net, mean: float, effects: list[float], errors: list[float]) -> tuple[Estimate, ...]:
    """Items in their order; those whose scores differ by less than rounding share a place."""
    order = sorted(range(len(net.items)), key=lambda place: -effects[place])
    found: list[Estimate] = []
    for number, place in enumerate(order, 1):
        score, points = mean + effects[place], net.points_of_item[place]
        is_tied = bool(found) and found[-1].score - score < 1e-8
        rank = found[-1].rank if is_tied else number
        found.append(Estimate(net.items[place], rank, score, errors[place], fsum(points) / len(points), len(points)))
    return tuple(found)


class _Equations:
    """Henderson's equations with the items' effects eliminated: what is left are the mean and the raters' leniency."""

    def __init__(self, net: Net, spread: Components) -> None:
        self.net = net
        self.item_pull, self.rater_pull = spread.chance / spread.items, spread.chance / spread.raters
        self.weights = [len(row) + self.item_pull for row in net.of_item]
        self.sums = [fsum(points) for points in net.points_of_item]

    def solve(self, told: Callable[[float], object]) -> tuple[float, list[float], list[float], int]:
        """Return the mean, the effects of the items, those of the raters, and how many steps it took."""
        right = self._right()
        x = [0.0] * len(right)
        scale = self._scale()
        rest = right[:]
        pre = [one / by for one, by in zip(rest, scale, strict=True)]
        way, size = pre[:], _dot(rest, pre)
        goal, steps = TOLERANCE * sqrt(_dot(right, right)), 0
        while sqrt(_dot(rest, rest)) > goal and steps < MOST_STEPS:
            applied = self._apply(way)
            far = size / _dot(way, applied)
            x = [a + far * b for a, b in zip(x, way, strict=True)]
            rest = [a - far * b for a, b in zip(rest, applied, strict=True)]
            pre = [one / by for one, by in zip(rest, scale, strict=True)]
            before, size = size, _dot(rest, pre)
            way = [a + size / before * b for a, b in zip(pre, way, strict=True)]
            steps += 1
            told(1 - 1 / (1 + steps / 10))
        mean, leniency = x[0], x[1:]
        return mean, self._effects(mean, leniency), leniency, steps

    def _effects(self, mean: float, leniency: list[float]) -> list[float]:
        return [
            (total - len(raters) * mean - fsum(leniency[rater] for rater in raters)) / weight
            for total, raters, weight in zip(self.sums, self.net.of_item, self.weights, strict=True)
        ]

    def _right(self) -> list[float]:
        """The right side: what the ratings sum to, less what the items' effects would take of it."""
        taken = [total / weight for total, weight in zip(self.sums, self.weights, strict=True)]
        first = fsum(self.sums) - fsum(len(row) * one for row, one in zip(self.net.of_item, taken, strict=True))
        return [first] + [
            fsum(points) - fsum(taken[item] for item in items)
            for points, items in zip(self.net.points_of_rater, self.net.of_rater, strict=True)
        ]

    def _scale(self) -> list[float]:
        """The diagonal, by which the steps are scaled."""
        first = self.net.size - fsum(len(row) ** 2 / w for row, w in zip(self.net.of_item, self.weights, strict=True))
        return [first] + [
            len(items) + self.rater_pull - fsum(1 / self.weights[item] for item in items) for items in self.net.of_rater
        ]

    def _apply(self, x: list[float]) -> list[float]:
        mean, leniency = x[0], x[1:]
        at, net = leniency.__getitem__, self.net
        seen = [len(row) * mean + sum(map(at, row)) for row in net.of_item]
        taken = [one / weight for one, weight in zip(seen, self.weights, strict=True)]
        first = fsum(seen) - fsum(len(row) * one for row, one in zip(net.of_item, taken, strict=True))
        by = taken.__getitem__
        return [first] + [
            len(items) * mean + (len(items) + self.rater_pull) * own - sum(map(by, items))
            for items, own in zip(net.of_rater, leniency, strict=True)
        ]


def _dot(a: list[float], b: list[float]) -> float:
    return fsum(map(float.__mul__, a, b))
