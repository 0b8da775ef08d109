"""Dividing a whole among several, exactly: by the largest remainder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

WHOLE = 10_000
"""A hundred per cent, in hundredths of a percent: the unit of all shares."""


@dataclass(frozen=True, slots=True)
class Share:
    """What an author gets of what a thing earns, in hundredths of a percent; `confirmed` once they agree to it."""

    actor: UUID
    hundredths: int
    confirmed: bool

    @property
    def percent(self) -> float:
        """The share in percent, for reading; reckon with `hundredths`."""
        return self.hundredths / 100


def apportion(whole: int, weights: Sequence[int]) -> list[int]:
    """Divide a whole by weights, so that the parts add up to it exactly and none is off by one or more.

    What is left over after rounding down goes to the largest remainders, of equal ones to the first. Weights are not
    negative, and not all nought.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("Weights are not negative, and not all nought.")
    if whole < 0:
        return [-part for part in apportion(-whole, weights)]
    parts = [whole * weight // total for weight in weights]
    remainders = [whole * weight % total for weight in weights]
    first = sorted(range(len(weights)), key=lambda n: (-remainders[n], n))
    for n in first[: whole - sum(parts)]:
        parts[n] += 1
    return parts


def split(amount_minor: int, shares: Sequence[Share]) -> dict[UUID, int]:
    """Divide an amount in minor units by shares: exact to the last cent. Raises ValueError where they aren't a whole."""
    if sum(share.hundredths for share in shares) != WHOLE:
        raise ValueError("Shares add up to a hundred per cent.")
    parts = apportion(amount_minor, [share.hundredths for share in shares])
    return {share.actor: part for share, part in zip(shares, parts, strict=True)}


def with_newcomer(shares: Sequence[int]) -> list[int]:
    """Return shares after one more came in who gets as much as each would of equal ones; the others give it in proportion."""
    count = len(shares)
    return apportion(WHOLE, [share * count for share in shares] + [sum(shares)])
