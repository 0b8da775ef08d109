"""Who holds what of a person: every app says it in one place, so that nothing is left out when they ask or go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any

from allmende.foundation.verdicts import Text

type Opened = Callable[[], IO[bytes]]

type Recount = Callable[[list[dict[str, Any]]], object]

LAST = 100
"""The place of those that others still ask while they forget: accounts and actors."""


@dataclass(frozen=True)
class Holding:
    """What one app keeps of a person.

    `tables` are the labels of its models that can point at a person (`nominations.Nomination`); `export` returns all of it
    as JSON values; `forget` erases it or cuts its tie to the person, inside the caller's transaction, and may run twice.

    The privacy page tells everyone, guests too, what is kept (`title`), what for (`why`) and for how long (`until`): short,
    in plain words. `anonymise` empties what they contributed for others, asked for before `forget` by whoever doesn't want
    to leave it behind. `files` names what goes into their archive beside the values. Lower `place`s forget first.
    """

    key: str
    tables: tuple[str, ...]
    export: Callable[[Any], dict[str, Any]]
    forget: Callable[[Any], None]
    title: Text = ""
    why: Text = ""
    until: Text = ""
    anonymise: Callable[[Any], None] | None = None
    files: Callable[[Any], Iterable[tuple[str, Opened]]] | None = None
    place: int = 0


_holdings: dict[str, Holding] = {}
_recounts: dict[str, Recount] = {}


def hold(holding: Holding) -> None:
    """Make known what an app holds (called when the app is ready)."""
    _holdings[holding.key] = holding


def holdings() -> list[Holding]:
    """Return what every app holds, in the order in which they forget, then of their keys."""
    return sorted(_holdings.values(), key=lambda holding: (holding.place, holding.key))


def when_rows_went(table: str, recount: Recount) -> None:
    """Let counters of a table be counted anew where rows of it came or went beside its commands (two accounts become one, or two again).

    `recount` is handed the columns of those rows, by their names, as text.
    """
    _recounts[table] = recount


def rows_went(rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Count anew what the rows of these tables count, within the caller's transaction."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table, values in rows:
        found.setdefault(table, []).append(values)
    for table in found.keys() & _recounts.keys():
        _recounts[table](found[table])
