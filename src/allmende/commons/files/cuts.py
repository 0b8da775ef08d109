"""What is to stay of a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence

type Cut = tuple[float, float, float, float]
"""Left, top, width and height of what stays of a picture, as parts of the upright whole (0 to 1)."""

SMALLEST = 0.01


def cut_from(numbers: Sequence[str]) -> Cut | None:
    """Read left, top, width and height in hundredths of a picture, as a form sends them; None for all of it, or for what makes no sense."""
    try:
        left, top, width, height = (float(number.replace(",", ".")) / 100 for number in numbers)
    except ValueError:
        return None
    if not all(map(math.isfinite, (left, top, width, height))) or min(width, height) < SMALLEST:
        return None
    cut = _part(left), _part(top), _part(width), _part(height)
    return None if cut == (0, 0, 1, 1) else cut


def _part(number: float) -> float:
    return min(max(number, 0.0), 1.0)
