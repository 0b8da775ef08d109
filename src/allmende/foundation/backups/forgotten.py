"""Who must be forgotten again after a restore: a list of bare ids that lies beside the archives and outlives the database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

NAME = "forgotten"

type Forget = Callable[[UUID, bool], bool]
"""Erases a person by id, and says whether there was anyone to erase; with or without what they made for others."""

_ways: list[Forget] = []


def forgets_again(way: Forget) -> Forget:
    """Let an app say how a person is erased once more (called when it is ready)."""
    _ways.append(way)
    return way


def note(folder: Path, people: Iterable[tuple[UUID, bool]]) -> None:
    """Add people (id, whether what they made for others stays) to the list beside the archives, on disk when this returns."""
    known = dict(listed(folder / NAME))
    fresh = [(person, keeps) for person, keeps in people if person not in known]
    if not fresh:
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as file:
        file.writelines(f"{person} {'keeps' if keeps else 'empties'}\n" for person, keeps in fresh)
        file.flush()
        os.fsync(file.fileno())


def listed(path: Path) -> list[tuple[UUID, bool]]:
    """Return the people on a list, each once; a line that a crash cut off is passed over: it is written again."""
    try:
        return from_lines(path.read_text(encoding="ascii").splitlines())
    except FileNotFoundError:
        return []


def from_lines(lines: Iterable[str]) -> list[tuple[UUID, bool]]:
    """Return the people that the lines of a list name."""
    found = {}
    for line in lines:
        person, _, choice = line.strip().partition(" ")
        if len(person) == 36 and choice in {"keeps", "empties"}:
            found[UUID(person)] = choice == "keeps"
    return list(found.items())


def forget_again(people: Iterable[tuple[UUID, bool]]) -> int:
    """Erase these people once more; return how many were there."""
    return sum(1 for person, keeps in people if any(way(person, keeps) for way in _ways))
