"""What a thing said before, and what a change changed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from allmende.commons.versions.models import Version
from allmende.identity.actors.queries import ActorCard, actor_cards

type Op = Literal["same", "added", "removed"]

MOST_COMPARED = 3000
"""So many pieces of both texts together are compared one by one, what they begin and end alike with apart. Comparing takes time by
the square of their number: more are compared by lines, and where these are too many, the one stands whole beside the other."""
EXACTLY = 800
"""Up to so many, pieces that stand everywhere (spaces, the a of a list of ayes) are looked for as well."""

_WORDS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WHOLE = re.compile(r".+", re.DOTALL)


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
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    begins, ends = "".join(old[:head]), "".join(old[len(old) - tail :])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    for pieces in (_LINES, _WHOLE):
        if len(old) + len(new) > MOST_COMPARED:
            old, new = pieces.findall("".join(old)), pieces.findall("".join(new))
    changes: list[tuple[Op, str]] = [("same", begins), *_changes(old, new), ("same", ends)]
    return [(op, text) for op, text in changes if text]


def _alike(old: list[str], new: list[str]) -> int:
    """Return how many pieces two texts begin alike with."""
    shorter = min(len(old), len(new))
    return next((n for n in range(shorter) if old[n] != new[n]), shorter)


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[Op, str]]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > EXACTLY)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[i:j])
        else:
            yield "removed", "".join(old[i:j])
            yield "added", "".join(new[k:m])


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
