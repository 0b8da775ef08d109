"""Which of two is better, asked often: strengths from comparisons, and the pair that tells most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

type Duel = tuple[Hashable, Hashable, float]
"""A comparison: the one, the other, and what the first got: 1 won, 0 lost, 0.5 a tie."""

PRIOR = 1.0
"""Each item is taken to have drawn so many comparisons with an average one: nothing wins or loses without end."""
TOLERANCE = 1e-9
MOST_ROUNDS = 5000


@dataclass(frozen=True)
class Strength:
    """One item: its place, the share of comparisons with an average one that it would win, and what is known of it.

    `strength` is on the logarithmic scale (0 is average), with its standard error.
    """

    item: Hashable
    rank: int
    strength: float
    error: float
    share: float
    won: float
    count: int


@dataclass(frozen=True)
class PairResult:
    """All items, the strongest first, and how many rounds it took."""

    strengths: tuple[Strength, ...]
    duels: int
    rounds: int
    is_solved: bool


def compare(duels: Iterable[Duel], items: Iterable[Hashable] = ()) -> PairResult:
    """Estimate strengths from comparisons by the model of Bradley and Terry, a tie being half a win for each.

    By the MM algorithm (D. Hunter, "MM algorithms for generalized Bradley-Terry models", Annals of Statistics 32, 2004) with
    `PRIOR` draws against an average item, so that it exists and is unique whatever was compared (as F. Caron and A. Doucet do with
    a gamma prior, Journal of Computational and Graphical Statistics 21, 2012). `items` may name some that nobody has compared.
    """
    rows = list(duels)
    won: dict[Hashable, float] = defaultdict(float, dict.fromkeys(items, 0.0))
    met: dict[Hashable, dict[Hashable, int]] = defaultdict(lambda: defaultdict(int))
    for one, other, got in rows:
        if one == other or not 0 <= got <= 1:
            raise ValueError("Two different things are compared, and the first gets between 0 and 1.")
        won[one] += got
        won[other] += 1 - got
        met[one][other] += 1
        met[other][one] += 1
    power = dict.fromkeys(won, 1.0)
    rounds, moved = 0, 1.0
    while moved > TOLERANCE and rounds < MOST_ROUNDS and rows:
        moved = 0.0
        for item in power:
            before, new = power[item], (won[item] + PRIOR / 2) / _met_with(item, power, met)
            power[item] = new
            moved = max(moved, abs(log(new / before)))
        rounds += 1
    return PairResult(_ranked(power, won, met), len(rows), rounds, is_solved=moved <= TOLERANCE or not rows)


def _met_with(item: Hashable, power: Mapping[Hashable, float], met: Mapping[Hashable, Mapping[Hashable, int]]) -> float:
    own = power[item]
    return PRIOR / (own + 1) + sum(n / (own + power[other]) for other, n in met[item].items())


def _ranked(
    power: Mapping[Hashable, float], won: Mapping[Hashable, float], met: Mapping[Hashable, Mapping[Hashable, int]]
) -> tuple[Strength, ...]:
    found: list[Strength] = []
    for number, item in enumerate(sorted(power, key=lambda one: -power[one]), 1):
        strength = log(power[item])
        rank = found[-1].rank if found and found[-1].strength - strength < 1e-6 else number
        told = sum(n * _chance(power[item], power[other]) for other, n in met[item].items())
        error = 1 / sqrt(told + PRIOR * _chance(power[item], 1.0))
        share = exp(strength) / (exp(strength) + 1)
        found.append(Strength(item, rank, strength, error, share, won[item], sum(met[item].values())))
    return tuple(found)


def _chance(one: float, other: float) -> float:
    """How much one comparison tells: most between equals."""
    return one * other / (one + other) ** 2


def next_pair(
    counts: Mapping[Hashable, int], strengths: Mapping[Hashable, float], seen: Iterable[frozenset[Hashable]] = (),
    order: Sequence[Hashable] = (),
) -> tuple[Hashable, Hashable] | None:  # fmt: skip
    """Return the pair that tells most: what was compared least often, with what is nearest to it in strength and little known too.

    `order` (a shuffled one) decides among equals; pairs that were `seen` don't come again; None when all have been.
    """
    known = set(seen)
    ranked = sorted(order or list(counts), key=lambda one: counts[one])
    for one in ranked:
        others = [other for other in ranked if other != one and frozenset((one, other)) not in known]
        if others:
            own = strengths.get(one, 0.0)
            best = min(others, key=lambda other: abs(strengths.get(other, 0.0) - own) + 0.2 * counts[other])
            return one, best
    return None
