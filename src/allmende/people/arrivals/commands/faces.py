"""What a file says of people beside their names, put where profiles keep it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID


def tell_skills(people: Sequence[tuple[UUID, tuple[str, ...], str]]) -> None:
    """Write skills and words about each of these new people into their profiles."""
