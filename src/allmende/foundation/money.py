"""Money: a whole number of minor units and its currency; never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering

from babel.numbers import format_currency, get_currency_precision, get_currency_symbol, get_decimal_symbol

LIMIT = 10**17
"""No amount that people type has more minor units; a larger one is a slip of the hand."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents) of an ISO 4217 currency.

    Sums and comparisons across currencies raise ValueError, anything but an int as amount TypeError.
    """

    minor: int
    currency: str = "EUR"

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"{self.minor!r} is no whole number of minor units.")

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} can't be mixed.")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def split(self, weights: list[int]) -> list[Money]:
        """Share the amount by weights without losing a cent (largest remainder, earlier shares first on equal remainders).

        Raises ValueError when no weight is positive or one is negative.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("Weights must not be negative, and one must be positive.")
        shares = [self.minor * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(self.minor * weights[i] % total), i))
        for i in by_remainder[: self.minor - sum(shares)]:
            shares[i] += 1
        return [Money(share, self.currency) for share in shares]

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def format(self, language: str) -> str:
        """Write the amount as the language does, without decimals when it is whole: `1.200 €`."""
        whole = self.decimal == self.decimal.to_integral_value()
        pattern = {"de": "#,##0 ¤", "it": "#,##0 ¤"}.get(language, "¤#,##0") if whole else None
        return format_currency(
            self.decimal,
            self.currency,
            format=pattern,
            locale=language,
            currency_digits=not whole,
            decimal_quantization=True,
        )


def parse_money(text: str, currency: str, language: str) -> Money:
    """Read an amount as people write it: `1.200`, `1200,50`, `1 200.50 €`.

    Raises ValueError when it is no amount, has more decimals than the currency, or could be meant in two ways (`1,200` in
    a language with a decimal comma).
    """
    cleaned = text
    for symbol in (currency, get_currency_symbol(currency, language)):
        cleaned = cleaned.replace(symbol, "")
    cleaned = re.sub(r"[\s'\u2019]", "", cleaned).replace("\u2212", "-")
    if not re.fullmatch(r"-?[0-9][0-9.,]{0,22}", cleaned):
        raise ValueError(text)
    digits = get_currency_precision(currency)
    whole, decimals = _parts(cleaned.lstrip("-"), digits, get_decimal_symbol(language))
    minor = int(whole + decimals.ljust(digits, "0"))
    if minor >= LIMIT:
        raise ValueError(text)
    return Money(-minor if cleaned.startswith("-") else minor, currency)


def _parts(number: str, digits: int, decimal: str) -> tuple[str, str]:
    """Split digits with marks into whole units and decimals; raise ValueError where the marks make no sense."""
    last = max(number.rfind("."), number.rfind(","))
    if last < 0:
        return number, ""
    mark, behind = number[last], len(number) - last - 1
    is_decimal = number.count(mark) == 1 and 0 < behind <= digits and (behind != 3 or mark == decimal)
    head, decimals = (number[:last], number[last + 1 :]) if is_decimal else (number, "")
    used = {each for each in head if not each.isdigit()}
    group = used.pop() if used else ""
    is_ambiguous = group == decimal and head.count(group) == 1 and not is_decimal
    if used or (is_decimal and group == mark) or is_ambiguous:
        raise ValueError(number)
    if group and not re.fullmatch(rf"[0-9]{{1,3}}(\{group}[0-9]{{3}})+", head):
        raise ValueError(number)
    return head.replace(group, "") if group else head, decimals
