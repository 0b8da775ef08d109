"""Things of all kinds in one list: a line for each, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.safestring import mark_safe

from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.text import plain
from allmende.foundation.verdicts import Text

FIELDS = ("id", "kind", "title", "language", "audience__layer", "created")
"""What a line is made of, as `values_list` of things that the reader sees."""

LONGEST_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A thing in a list of mixed ones; what has no title of its own is named by its words."""

    thing: UUID
    kind: str
    kind_name: Text
    icon: str
    title: str
    excerpt: str
    url: str
    layer: int
    language: str
    at: datetime


def lines_of(rows: Iterable[tuple[Any, ...]]) -> list[ThingLine]:
    """Return a line for each row of `FIELDS`; those whose room is closed are left out. Two statements at most for each kind."""
    found = list(rows)
    urls = urls_of([(row[0], row[1]) for row in found])
    words = _words([(row[0], row[1]) for row in found])
    return [_line(row, urls[row[0]], words.get(row[0], "")) for row in found if row[0] in urls]


def _words(pairs: list[tuple[UUID, str]]) -> dict[UUID, str]:
    """The first words of each thing."""
    known, by_kind = kinds(), dict[str, list[UUID]]()
    for thing, kind in pairs:
        by_kind.setdefault(kind, []).append(thing)
    found: dict[UUID, str] = {}
    for kind, things in by_kind.items():
        texts = known[kind].texts if kind in known else None
        for thing, html in texts(things) if texts else ():
            if not found.get(thing):
                found[thing] = plain(mark_safe(html), LONGEST_EXCERPT)
    return found


def _line(row: tuple[Any, ...], url: str, words: str) -> ThingLine:
    thing, kind, title, language, layer, at = row
    door = kinds()[kind]
    name = title or plain(words, 80) or str(door.name)
    return ThingLine(
        thing=thing, kind=kind, kind_name=door.name, icon=door.icon, title=name, excerpt="" if name == words else words,
        url=url, layer=layer, language=language, at=at,
    )  # fmt: skip
