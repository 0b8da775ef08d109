"""How likely something is by chance alone, and which of many unlikely things are still unlikely together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import comb, erfc, exp, fsum, lgamma, sqrt

STEP = 0.1
EXACT = 12
"""Sums of so many values are reckoned exactly; of more they are taken to be normal."""


def unlikely_together[T](found: Iterable[tuple[float, T]], asked: int, level: float) -> list[tuple[float, T]]:
    """Return those of the found (chance, thing) that hold when so many were `asked`, the least likely first.

    Of what is returned at most the share `level` is chance. Source: Y. Benjamini and Y. Hochberg, "Controlling the false
    discovery rate", Journal of the Royal Statistical Society B 57 (1995).
    """
    ranked = sorted(found, key=lambda one: one[0])
    last = max((n for n, (chance, _thing) in enumerate(ranked, 1) if chance <= level * n / max(asked, 1)), default=0)
    return ranked[:last]


def at_least(count: int, among: int, share: float) -> float:
    """The chance of `count` hits or more in so many tries, each with that share (binomial)."""
    if count <= 0:
        return 1.0
    return min(1.0, fsum(comb(among, n) * share**n * (1 - share) ** (among - n) for n in range(count, among + 1)))


def drawn_at_least(count: int, drawn: int, marked: int, whole: int) -> float:
    """The chance that of so many drawn out of a whole, in which so many are marked, `count` or more are (hypergeometric)."""
    if count <= 0:
        return 1.0
    ways = _ways(whole, drawn)
    ends = range(max(count, drawn - (whole - marked)), min(drawn, marked) + 1)
    return min(1.0, fsum(exp(_ways(marked, n) + _ways(whole - marked, drawn - n) - ways) for n in ends))


def _ways(whole: int, drawn: int) -> float:
    return lgamma(whole + 1) - lgamma(drawn + 1) - lgamma(whole - drawn + 1)


class Sums:
    """How likely sums of values are that are drawn from those that were found: their own distribution, whatever its shape."""

    def __init__(self, values: Sequence[float]) -> None:
        counts = Counter(map(_step, values))
        self.one = {step: n / len(values) for step, n in counts.items()}
        self.mean = fsum(step * share for step, share in self.one.items())
        self.spread = fsum((step - self.mean) ** 2 * share for step, share in self.one.items())
        self._sums = [{0: 1.0}]

    def reach(self, values: Sequence[float]) -> float:
        """The chance that as many values drawn at random sum to what these do, or more."""
        whole, many = sum(map(_step, values)), len(values)
        if many > EXACT:
            far = (whole - 0.5 - many * self.mean) / sqrt(2 * many * self.spread) if self.spread else 0.0
            return erfc(far) / 2
        while len(self._sums) <= many:
            self._sums.append(self._with_another(self._sums[-1]))
        return min(1.0, fsum(share for step, share in self._sums[many].items() if step >= whole))

    def _with_another(self, before: dict[int, float]) -> dict[int, float]:
        found: dict[int, float] = {}
        for step, share in before.items():
            for more, part in self.one.items():
                found[step + more] = found.get(step + more, 0.0) + share * part
        return found


def _step(value: float) -> int:
    return round(value / STEP)
