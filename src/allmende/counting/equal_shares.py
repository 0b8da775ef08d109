"""The method of equal shares: everybody holds the same part of the budget and pays for what they support.

Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021): with
b(i) the money left to voter i and u(i) what the project is worth to i, a project is rho-affordable if the sum of
min(b(i), rho · u(i)) over its supporters equals its cost; the project with the smallest rho is bought, each supporter
paying min(b(i), rho · u(i)).

All money is whole: in units of 1 / `denominator` of the smallest unit, refined with each purchase.
"""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd, lcm
from operator import mul
from typing import NamedTuple

from allmende.counting.numbers import Number, whole
from allmende.counting.result import PassedOver, Reason
from allmende.counting.satisfaction import Worth


class Price(NamedTuple):
    """What a project costs its supporters: `numerator / denominator` of the whole money units per unit of worth."""

    rho: Fraction
    project: int
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Purchase:
    """A project bought; the fields mean what they mean in a Round."""

    project: str
    price: Number
    tied: tuple[str, ...]
    passed_over: tuple[PassedOver, ...]
    paying: int
    paying_all: int
    most_paid: Number


class EqualShares:
    """One run: the purses of all groups of voters and what may still be bought.

    `factors` multiply a project's worths (its cost, under cost satisfaction). Voters who value alike are one group and
    their purses stay equal. Projects in `without` are not for sale.

    The supporters of a project are those who can pay their part (`able`, by worth; `shares` is the sum of their worths)
    and those whose purse is smaller (`poor`). Purses only shrink and prices only rise, so poor stays poor.
    """

    def __init__(
        self, worth: Worth, costs: list[Number], factors: list[Number], budget: Number, without: Collection[str]
    ) -> None:
        self.ids = worth.ids
        self.unit = lcm(budget.denominator, *(cost.denominator for cost in costs))
        self.costs = [int(cost * self.unit) for cost in costs]
        self.factors = [Fraction(factor) / worth.scale for factor in factors]
        self.sizes = [times for _, times in worth.groups]
        self.denominator = sum(self.sizes)
        self.purses = [int(budget * self.unit)] * len(worth.groups)
        self.able: list[dict[int, list[int]]] = [{} for _ in worth.ids]
        self.poor: list[list[int]] = [[] for _ in worth.ids]
        self.shares = [0] * len(worth.ids)
        out = {place for place, project in enumerate(worth.ids) if project in without}
        for group, (worths, times) in enumerate(worth.groups):
            for project, value in worths:
                if project not in out:
                    self.able[project].setdefault(value, []).append(group)
                    self.shares[project] += value * times

    def run(self) -> tuple[list[Purchase], tuple[PassedOver, ...]]:
        """Buy until nothing is affordable; also returns what was passed over at the end."""
        bounds = [(self._lower_bound(project), project) for project, groups in enumerate(self.able) if groups]
        heapify(bounds)
        purchases: list[Purchase] = []
        while True:
            passed: list[PassedOver] = []
            prices = self._cheapest(bounds, passed)
            if not prices:
                return purchases, tuple(passed)
            best = min(prices, key=lambda price: (price.rho, price.project))
            tied = sorted(price.project for price in prices if price.rho == best.rho)
            for price in prices:
                if price is not best:
                    heappush(bounds, (price.rho, price.project))
            names = tuple(self.ids[project] for project in tied) if len(tied) > 1 else ()
            purchases.append(self._buy(best, names, tuple(passed)))

    def _lower_bound(self, project: int) -> Fraction:
        """The price if nobody's purse were too small; prices only rise, so a price once found stays a lower bound."""
        return Fraction(self.costs[project]) / (self.shares[project] * self.factors[project])

    def _cheapest(self, bounds: list[tuple[Fraction, int]], passed: list[PassedOver]) -> list[Price]:
        """Price projects in the order of their lower bounds until none can be cheaper; what nobody can pay falls out."""
        prices: list[Price] = []
        best: Fraction | None = None
        while bounds and (best is None or bounds[0][0] <= best):
            _, project = heappop(bounds)
            price = self._price(project)
            if price is None:
                passed.append(self._unaffordable(project))
                continue
            prices.append(price)
            if best is None or price.rho < best:
                best = price.rho
        return prices

    def _price(self, project: int) -> Price | None:
        """The price rho, or None if all supporters together have too little.

        Those whose purse is below their part give it all; the others share the rest by worth; until nobody is below.
        """
        purses, able = self.purses, self.able[project]
        poor = self.poor[project] = [group for group in self.poor[project] if purses[group]]
        rest = self.costs[project] * self.denominator - self._held(poor)
        shares, before = self.shares[project], -1
        while shares not in (0, before):
            before = shares
            for value, groups in able.items():
                below = (rest * value - 1) // shares  # the largest purse that is smaller than rest · value / shares
                able[value] = [group for group in groups if purses[group] > below]
                if len(able[value]) < len(groups):
                    fallen = [group for group in groups if purses[group] <= below]
                    poor += fallen
                    rest -= self._held(fallen)
                    shares -= value * sum(map(self.sizes.__getitem__, fallen))
                    if shares == 0:
                        break
        self.shares[project] = shares
        if shares == 0:
            return None
        rho = Fraction(rest, shares * self.denominator) / self.factors[project]
        return Price(rho, project, rest, shares)

    def _held(self, groups: list[int]) -> int:
        """The money of all voters in these groups."""
        return sum(map(mul, map(self.purses.__getitem__, groups), map(self.sizes.__getitem__, groups)))

    def _buy(self, price: Price, tied: tuple[str, ...], passed: tuple[PassedOver, ...]) -> Purchase:
        common = gcd(price.numerator, price.denominator)
        part, refined = price.numerator // common, price.denominator // common
        if refined != 1:
            self.purses = [purse * refined for purse in self.purses]
            self.denominator *= refined
        purses, sizes = self.purses, self.sizes
        poor = [group for group in self.poor[price.project] if purses[group]]
        paying = paying_all = sum(sizes[group] for group in poor)
        most = max((purses[group] for group in poor), default=0)
        for group in poor:
            purses[group] = 0
        for value, groups in self.able[price.project].items():
            due = part * value
            most = max(most, due if groups else 0)
            for group in groups:
                purses[group] -= due
                paying += sizes[group]
                paying_all += 0 if purses[group] else sizes[group]
        return Purchase(
            project=self.ids[price.project],
            price=whole(price.rho / self.unit),
            tied=tied,
            passed_over=passed,
            paying=paying,
            paying_all=paying_all,
            most_paid=whole(Fraction(most, self.denominator * self.unit)),
        )

    def _unaffordable(self, project: int) -> PassedOver:
        return PassedOver(
            self.ids[project],
            Reason.SUPPORTERS_CANNOT_PAY,
            whole(Fraction(self.costs[project], self.unit)),
            whole(Fraction(self._held(self.poor[project]), self.denominator * self.unit)),
        )
