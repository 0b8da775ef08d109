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
    """

    def __init__(
        self, worth: Worth, costs: list[Number], factors: list[Number], budget: Number, without: Collection[str]
    ) -> None:
        voters = sum(times for _, times in worth.groups)
        self.worth = worth
        self.unit = lcm(budget.denominator, *(cost.denominator for cost in costs))
        self.denominator = voters
        self.costs = [int(cost * self.unit) for cost in costs]
        self.factors = [Fraction(factor) / worth.scale for factor in factors]
        self.sizes = [times for _, times in worth.groups]
        self.purses = [int(budget * self.unit)] * len(worth.groups)
        self.supporters: list[dict[int, list[int]]] = [{} for _ in worth.ids]
        out = {place for place, project in enumerate(worth.ids) if project in without}
        for group, (worths, _) in enumerate(worth.groups):
            for project, value in worths:
                if project not in out:
                    self.supporters[project].setdefault(value, []).append(group)

    def run(self) -> tuple[list[Purchase], tuple[PassedOver, ...]]:
        """Buy until nothing is affordable; also returns what was passed over at the end."""
        bounds = [(self._lower_bound(project), project) for project, groups in enumerate(self.supporters) if groups]
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
            names = tuple(self.worth.ids[project] for project in tied) if len(tied) > 1 else ()
            purchases.append(self._buy(best, names, tuple(passed)))

    def _lower_bound(self, project: int) -> Fraction:
        """The price if nobody's purse were too small; prices only rise, so a price once found stays a lower bound."""
        total = sum(value * self.sizes[group] for value, groups in self.supporters[project].items() for group in groups)
        return Fraction(self.costs[project]) / (total * self.factors[project])

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
        purses, sizes = self.purses, self.sizes
        rest = self.costs[project] * self.denominator
        paying = self.supporters[project]
        shares = sum(value * sizes[group] for value, groups in paying.items() for group in groups)
        changed = True
        while changed:
            changed = False
            if shares == 0:
                return None
            able: dict[int, list[int]] = {}
            rest_now, shares_now = rest, shares
            for value, groups in paying.items():
                most_of_the_poor = (rest_now * value - 1) // shares_now  # below rest · value / shares
                able[value] = [group for group in groups if purses[group] > most_of_the_poor]
                if len(able[value]) == len(groups):
                    continue
                changed = True
                for group in groups:
                    if purses[group] <= most_of_the_poor:
                        rest -= purses[group] * sizes[group]
                        shares -= value * sizes[group]
            paying = able
        rho = Fraction(rest, shares * self.denominator) / self.factors[project]
        return Price(rho, project, rest, shares)

    def _buy(self, price: Price, tied: tuple[str, ...], passed: tuple[PassedOver, ...]) -> Purchase:
        common = gcd(price.numerator, price.denominator)
        part, refined = price.numerator // common, price.denominator // common
        if refined != 1:
            self.purses = [purse * refined for purse in self.purses]
            self.denominator *= refined
        purses = self.purses
        paying = paying_all = most = 0
        for value, groups in self.supporters[price.project].items():
            for group in groups:
                if purses[group] == 0 and part > 0:
                    continue
                due = min(purses[group], part * value)
                purses[group] -= due
                most = max(most, due)
                paying += self.sizes[group]
                paying_all += 0 if purses[group] else self.sizes[group]
        return Purchase(
            project=self.worth.ids[price.project],
            price=whole(price.rho / self.unit),
            tied=tied,
            passed_over=passed,
            paying=paying,
            paying_all=paying_all,
            most_paid=whole(Fraction(most, self.denominator * self.unit)),
        )

    def _unaffordable(self, project: int) -> PassedOver:
        groups = [group for groups in self.supporters[project].values() for group in groups]
        left = sum(self.purses[group] * self.sizes[group] for group in groups)
        return PassedOver(
            self.worth.ids[project],
            Reason.SUPPORTERS_CANNOT_PAY,
            whole(Fraction(self.costs[project], self.unit)),
            whole(Fraction(left, self.denominator * self.unit)),
        )
