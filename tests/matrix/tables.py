"""How the tables of the matrix are written and read: a line for each case, a column for each of the cast.

Tables are written by hand from what the rules are meant to say. Never paste what the code answers: then the test would only
say that nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from allmende.foundation.verdicts import Denied, Verdict
from allmende.identity.actors.models import Reader

WHO = ("cleo", "dora", "finn", "ben", "ada", "eli")
"""The guest; a stranger with an account; of the community only; a member of the team; its host; the community's curator."""

type Ask = Callable[[Reader], Verdict]


@dataclass(frozen=True)
class Row:
    """What is asked, in which case, and what each of the cast is to get."""

    verb: str
    case: str
    cells: tuple[str, ...]


def asked(written: Sequence[Any], everyone: Sequence[str] = WHO) -> list[tuple[str, Any]]:
    """Return who is asked, and what they are to get: on SQLite everyone; on PostgreSQL, after them, one for each answer.

    Whose rights are weighed is the same code and the same statements there; each statement is still run.
    """
    cells = list(zip(everyone, written, strict=True))
    if connection.vendor == "sqlite":
        return cells
    return [(who, answer) for answer, who in {answer: who for who, answer in cells}.items()]


def read(table: str) -> list[Row]:
    """Read a table of lines `verb | case | six cells`, its first line the heading; raises ValueError where a cell is missing."""
    rows = []
    for line in table.strip().splitlines()[1:]:
        verb, case, *cells = (part.strip() for part in line.split("|"))
        words = tuple(" ".join(cells).split())
        if len(words) != len(WHO):
            raise ValueError(f"Six cells are needed: {line}")
        rows.append(Row(verb, case, words))
    return rows


def cell(verdict: Verdict) -> str:
    """Write a verdict as a cell: `yes`; `in` (sign in first); `no` (403); otherwise its status."""
    if not isinstance(verdict, Denied):
        return "yes"
    if verdict.status != 403:
        return str(verdict.status)
    return "in" if verdict.remedy else "no"
