"""What an hour has to cost so that one can live on it: a calculation that everyone can follow."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from allmende.foundation.money import Money

HOURS_OF_A_DAY = 8


@dataclass(frozen=True)
class Wanted:
    """What someone wants and has: amounts a month in minor units, shares in percent."""

    income: int
    costs: int
    taxes: int
    weeks_off: int
    hours: int
    paid: int
    currency: str = "EUR"


@dataclass(frozen=True)
class Price:
    """The price of an hour and of a day, and how it came about."""

    before_taxes: Money
    costs: Money
    needed: Money
    weeks: int
    paid_hours: int
    hour: Money
    day: Money


def price_for(wanted: Wanted) -> Price | None:
    """Return what an hour and a day have to cost; None where no hour is paid, or taxes take everything.

    A year's income before taxes (twelve months, divided by what taxes and insurance leave), and a year's costs, divided
    by the hours that are paid for: the weeks one works, times the hours of a week, times the part of them that someone
    pays. Rounded up to whole units, a day is eight hours.
    """
    weeks = 52 - wanted.weeks_off
    paid_hours = int(Decimal(weeks * wanted.hours * wanted.paid) / 100)
    if paid_hours <= 0 or wanted.taxes >= 100:
        return None
    gross = (Decimal(12 * wanted.income) * 100 / (100 - wanted.taxes)).to_integral_value(ROUND_UP)
    needed = int(gross) + 12 * wanted.costs
    hour = int((Decimal(needed) / paid_hours / 100).to_integral_value(ROUND_UP)) * 100
    return Price(
        *(Money(minor, wanted.currency) for minor in (int(gross), 12 * wanted.costs, needed)), weeks, paid_hours,
        Money(hour, wanted.currency), Money(hour * HOURS_OF_A_DAY, wanted.currency),
    )  # fmt: skip
