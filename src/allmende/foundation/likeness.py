"""What is like a text: a room asks, whoever searches answers; without a search there is nothing alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

type Finder = Callable[[Any, str, str, int], Sequence[UUID]]

_finders: list[Finder] = []


def offer_likeness(find: Finder) -> None:
    """Let a search say what is like a text: `find(reader, text, kind, limit)`, of what the reader sees; in `AppConfig.ready`."""
    _finders.append(find)


def alike(reader: Any, text: str, kind: str, limit: int) -> list[UUID]:
    """Return things of a kind that are like a text and that the reader sees, the likest first."""
    return [thing for find in _finders for thing in find(reader, text, kind, limit)][:limit]
