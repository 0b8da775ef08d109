"""Points as they are written."""

from __future__ import annotations

from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language


def points(value: float) -> str:
    """Write points with one decimal, as the language does."""
    return _written(round(10 * value), get_language())


@lru_cache(2_000)
def _written(tenths: int, _language: str | None) -> str:
    return str(number_format(tenths / 10, decimal_pos=1))
