"""How much of the spread of ratings comes from what is rated, from who rates, and from chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from allmende.judging.net import Net

LEAST = 0.05
"""Each source is taken to make at least this share of the whole spread: with few ratings an estimate of none is chance."""


@dataclass(frozen=True)
class Components:
    """The variances of items, of raters (how lenient or strict they are), and of chance; `estimated` says whether the ratings tell."""

    items: float
    raters: float
    chance: float
    estimated: bool

    @property
    def whole(self) -> float:
        """The variance of a single rating."""
        return self.items + self.raters + self.chance


def components_of(net: Net) -> Components:
    """Estimate the three variances by the method of moments.

    Source: K. Gao and A. Owen, "Efficient moment calculations for variance components in large unbalanced crossed random
    effects models", Electronic Journal of Statistics 11 (2017), section 4: three sums of squares, whose expectations are linear
    in the three variances, are set equal to what was found. Cost grows with the number of ratings alone. Ours: each variance
    is at least `LEAST` of the whole, and a third where the three equations don't determine them.
    """
    everything = [points for row in net.points_of_item for points in row]
    n = len(everything)
    spread = _squares(everything) / (n - 1) if n > 1 else 0.0
    if spread <= 0:
        return Components(0.0, 0.0, 0.0, estimated=False)
    per_item = [len(row) for row in net.of_item]
    per_rater = [len(row) for row in net.of_rater]
    matrix: list[list[float]] = [
        [0.0, n - len(per_item), n - len(per_item)],
        [n - len(per_rater), 0.0, n - len(per_rater)],
        [n * n - sum(k * k for k in per_item), n * n - sum(k * k for k in per_rater), n * n - n],
    ]
    found = [
        fsum(_squares(row) for row in net.points_of_item),
        fsum(_squares(row) for row in net.points_of_rater),
        n * _squares(everything),
    ]
    solved = _solve(matrix, found)
    if solved is None:
        return Components(spread / 3, spread / 3, spread / 3, estimated=False)
    items, raters, chance = (max(one, LEAST * spread) for one in solved)
    return Components(items, raters, chance, estimated=True)


def _squares(points: Sequence[float]) -> float:
    """The sum of squared distances from the mean."""
    mean = fsum(points) / len(points)
    return fsum((one - mean) ** 2 for one in points)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float] | None:
    """Solve three equations by Cramer's rule; None where they determine nothing."""
    whole = _determinant(matrix)
    size = max(abs(one) for row in matrix for one in row)
    if size == 0 or abs(whole) < 1e-9 * size**2:
        return None
    columns = [[right[i] if k == j else matrix[i][k] for k in range(3)] for j in range(3) for i in range(3)]
    return [_determinant(columns[3 * j : 3 * j + 3]) / whole for j in range(3)]


def _determinant(m: Sequence[Sequence[float]]) -> float:
    return (
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    )
