"""Exact numbers: whole where possible, fractions otherwise, never floating point."""

import re
from fractions import Fraction
from typing import Final

type Number = int | Fraction

MOST_DIGITS: Final = 15
_NUMBER = re.compile(r"[+-]?(\d+)(?:\.(\d+)|/(\d+))?", re.ASCII)
_SHOWN_EXACTLY: Final = 1_000  # digits; beyond, a fraction helps nobody and Python refuses to print it


class NotANumber(ValueError):
    """A text that is no plain number; `code` names the problem for the reader of the file."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def whole(value: Number) -> Number:
    """The same number, as an int where it has no fractional part."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def parse_number(text: str) -> Number:
    """Read `149000`, `149000.50` or `1/3` exactly; raises NotANumber, also for commas, exponents and absurd lengths."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise NotANumber("number_comma" if "," in text else "number_invalid")
    if any(digits is not None and len(digits) > MOST_DIGITS for digits in match.groups()):
        raise NotANumber("number_too_large")
    if match[3] is not None and int(match[3]) == 0:
        raise NotANumber("number_invalid")
    if match[2] is None and match[3] is None:
        return int(text)
    return whole(Fraction(text))


def number_text(value: Number) -> str:
    """Write a number so that parse_number reads the same: whole, decimal where that is exact, else `numerator/denominator`."""
    value = whole(value)
    if isinstance(value, int):
        return str(value)
    digits = 0
    while digits < MOST_DIGITS and (value * 10**digits).denominator != 1:
        digits += 1
    scaled = whole(value * 10**digits)
    if isinstance(scaled, Fraction):
        return f"{value.numerator}/{value.denominator}"
    sign, text = "-" if scaled < 0 else "", str(abs(scaled)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}"


def exact(value: Number) -> int | str:
    """For JSON: an int, or the fraction as text; one of more than 1,000 digits is rounded to 30 and marked with ≈."""
    value = whole(value)
    if isinstance(value, int):
        return value
    if max(abs(value.numerator), value.denominator) >= 10**_SHOWN_EXACTLY:
        return f"≈{value:.30g}"
    return f"{value.numerator}/{value.denominator}"
