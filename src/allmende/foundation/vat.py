"""VAT ids, checked by their form: what each country writes, and the check digit where it is public."""

from __future__ import annotations

import re
from collections.abc import Callable

FORMS = {
    "AT": r"U\d{8}", "BE": r"[01]\d{9}", "BG": r"\d{9,10}", "CY": r"\d{8}[A-Z]", "CZ": r"\d{8,10}", "DE": r"\d{9}",
    "DK": r"\d{8}", "EE": r"\d{9}", "EL": r"\d{9}", "ES": r"[A-Z0-9]\d{7}[A-Z0-9]", "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}", "HR": r"\d{11}", "HU": r"\d{8}", "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}", "IT": r"\d{11}",
    "LT": r"\d{9}|\d{12}", "LU": r"\d{8}", "LV": r"\d{11}", "MT": r"\d{8}", "NL": r"\d{9}B\d{2}", "PL": r"\d{10}",
    "PT": r"\d{9}", "RO": r"\d{2,10}", "SE": r"\d{12}", "SI": r"\d{8}", "SK": r"\d{10}", "XI": r"\d{9}|\d{12}",
    "CHE": r"\d{9}", "GB": r"\d{9}|\d{12}",
}  # fmt: skip
"""By prefix, as the European Commission lists them for VIES; Switzerland and the United Kingdom as their offices do."""


def vat_id(text: str) -> str:
    """Return a VAT id as it is stored: capitals, without spaces, dots and hyphens; empty for nothing.

    Raises ValueError for what no country writes so, or whose check digit is wrong. Whether it was issued only VIES knows.
    """
    written = re.sub(r"[\s.\-]", "", text).upper()
    written = re.sub(r"^(CHE\d{9})(MWST|TVA|IVA)$", r"\1", written)
    if not written:
        return ""
    prefix = next((prefix for prefix in ("CHE", written[:2]) if written.startswith(prefix) and prefix in FORMS), "")
    number = written.removeprefix(prefix)
    if not prefix or not re.fullmatch(FORMS[prefix], number, re.ASCII):
        raise ValueError(f"{text!r} has the form of no VAT id.")
    check = CHECKS.get(prefix)
    if check and not check(number):
        raise ValueError(f"{text!r} has a wrong check digit.")
    return written


def _german(number: str) -> bool:
    """ISO 7064, MOD 11,10."""
    product = 10
    for digit in number[:8]:
        product = 2 * ((int(digit) + product) % 10 or 10) % 11
    return (11 - product) % 10 == int(number[8])


def _austrian(number: str) -> bool:
    """Luhn over seven digits, with 4 added."""
    return (10 - (_luhn(number[1:8]) + 4) % 10) % 10 == int(number[8])


def _italian(number: str) -> bool:
    """Luhn over ten digits."""
    return (10 - _luhn(number[:10]) % 10) % 10 == int(number[10])


def _swiss(number: str) -> bool:
    """MOD 11 with the weights 5, 4, 3, 2, 7, 6, 5, 4."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(number, (5, 4, 3, 2, 7, 6, 5, 4), strict=False)) % 11
    return rest % 11 == int(number[8])


def _luhn(digits: str) -> int:
    """Sum with every second digit doubled and its digits added (ISO/IEC 7812-1)."""
    return sum(int(d) if n % 2 == 0 else sum(divmod(2 * int(d), 10)) for n, d in enumerate(digits))


CHECKS: dict[str, Callable[[str], bool]] = {"DE": _german, "AT": _austrian, "IT": _italian, "CHE": _swiss}
