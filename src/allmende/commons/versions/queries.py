"""What a thing said before, and what a change changed."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from allmende.commons.versions.models import Version
from allmende.identity.actors.queries import ActorCard, actor_cards

type Op = Literal["same", "added", "removed"]

LONGEST_COMPARED = 4000
"""Words per text that are compared one by one; longer texts are compared by lines, which takes a fraction of the time."""

_WORDS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One earlier version as a page shows it."""

    number: int
    author: ActorCard | None
    at: datetime
    note: str
    snapshot: dict[str, Any]


def versions_of(thing: UUID, before: int | None = None, limit: int = 20) -> list[VersionRow]:
    """Return earlier versions of a thing, the latest first, below a number: one row more than `limit` when there are more.

    The caller has made sure that the reader sees the thing. Two statements.
    """
    rows = Version.objects.filter(thing_id=thing).order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows[: limit + 1])
    authors = actor_cards(row.author_id for row in found)
    return [VersionRow(row.number, authors.get(row.author_id), row.at, row.note, row.snapshot) for row in found]


def word_diff(before: str, after: str) -> list[tuple[Op, str]]:
    """Return how one text became another, in pieces for a template: `same`, `removed` and `added`, in reading order.

    Joined without the removed pieces they are the text after, without the added ones the text before.
    """
    pieces = _WORDS if max(before.count(" "), after.count(" ")) <= LONGEST_COMPARED else _LINES
    old, new = pieces.findall(before), pieces.findall(after)
    changes: list[tuple[Op, str]] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > LONGEST_COMPARED)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            changes.append(("same", "".join(old[i:j])))
            continue
        if i < j:
            changes.append(("removed", "".join(old[i:j])))
        if k < m:
            changes.append(("added", "".join(new[k:m])))
    return changes


def snapshot_diff(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[tuple[Op, str]]]:
    """Return the changes of each text that differs between two snapshots, by field; other values are compared as text."""
    fields = [*before, *(field for field in after if field not in before)]
    pairs = {field: (_as_text(before.get(field)), _as_text(after.get(field))) for field in fields}
    return {field: word_diff(old, new) for field, (old, new) in pairs.items() if old != new}


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


def has_versions(thing: UUID) -> bool:
    """Say whether a thing has said something else before."""
    return Version.objects.filter(thing_id=thing).exists()
