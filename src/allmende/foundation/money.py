"""Money: a whole number of minor units and its currency; never a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import total_ordering

from babel.numbers import format_currency, get_currency_precision, get_decimal_symbol, get_group_symbol


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents) of an ISO 4217 currency.

    Sums and comparisons across currencies raise ValueError.
    """

    minor: int
    currency: str = "EUR"

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
            self.decimal, self.currency, format=pattern, locale=language, currency_digits=not whole, decimal_quantization=True
        )


def parse_money(text: str, currency: str, language: str) -> Money:
    """Read an amount as people write it: `1.200`, `1200,50`, `1 200.50 €`.

    Raises ValueError when it is no amount, or has more decimals than the currency.
    """
    digits = get_currency_precision(currency)
    cleaned = "".join(text.replace("€", "").replace(currency, "").split()).replace("\u202f", "").replace("'", "")
    decimal, group = get_decimal_symbol(language), get_group_symbol(language)
    head, sign, tail = cleaned.rpartition(decimal)
    if sign and len(tail) <= digits:
        cleaned = head.replace(group, "") + "." + tail
    else:
        cleaned = _without_groups(cleaned, digits)
    try:
        value = Decimal(cleaned)
    except InvalidOperation as error:
        raise ValueError(text) from error
    minor = value.scaleb(digits) if value.is_finite() and abs(value) < Decimal(10) ** 15 else None
    if minor is None or minor != minor.to_integral_value():
        raise ValueError(text)
    return Money(int(minor), currency)


def _without_groups(cleaned: str, digits: int) -> str:
    """Drop group marks of either style; keep a last mark as decimal point when no more than `digits` follow it."""
    last = max(cleaned.rfind("."), cleaned.rfind(","))
    if last < 0:
        return cleaned
    if 0 < len(cleaned) - last - 1 <= digits:
        return cleaned[:last].replace(".", "").replace(",", "") + "." + cleaned[last + 1 :]
    groups = cleaned.replace(",", ".").split(".")
    if not groups[0] or any(len(group) != 3 for group in groups[1:]):
        raise ValueError(cleaned)
    return "".join(groups)
