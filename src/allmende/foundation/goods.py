"""What doors bring to the market, and what somebody looks for there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allmende.foundation.verdicts import Text


@dataclass(frozen=True)
class Looking:
    """What somebody looks for on the market: a topic (a tag's slug), a skill (its key), a place (a space's slug); each may be empty."""

    topic: str = ""
    skill: str = ""
    place: str = ""
    after: UUID | None = None
    limit: int = 6


@dataclass(frozen=True)
class Shelf:
    """One page of goods; `next` is the key of the following one."""

    cards: Sequence[Any]
    next: UUID | None = None


@dataclass(frozen=True, slots=True)
class Good:
    """A card in plain words, as programs read it; `by` is whose it is, `shows` what else stands on it."""

    title: str
    url: str
    text: str = ""
    language: str = ""
    by: str = ""
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Goods:
    """What a door brings to the market: cards that its template draws (as `card`), of nothing but what the reader may see.

    `show` is asked with the reader, the root space and what they look for; `by` are the parts of a search that it can follow:
    where another is set, these goods are left out. `place` is where they stand, `few` how many of them stand on the square
    itself (0: none).
    """

    key: str
    title: Text
    icon: str
    template: str
    show: Callable[[Any, Any, Looking], Shelf]
    tell: Callable[[Any], Good]
    """Says a card in plain words."""
    by: frozenset[str] = frozenset()
    note: Text = ""
    place: int = 50
    few: int = 6
    layout: str = ""
    """How its cards stand: "" as tiles, "large" as large ones, "people" as people do."""
