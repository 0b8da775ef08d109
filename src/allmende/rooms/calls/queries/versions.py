"""Any two versions of a contribution, side by side in one text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from allmende.commons.versions.queries import Op, VersionRow, snapshot_diff, versions_of
from allmende.foundation.money import Money
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.queries.template import in_words, template_of

MOST = 200
"""So many versions can be chosen from."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What a contribution said at a time: version 1 was handed in, the last one is what it says now."""

    number: int
    at: datetime
    by: str
    note: str
    words: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that two versions have otherwise."""

    label: str
    pieces: list[tuple[Op, str]]
    added: int
    removed: int


def stands_of(contribution: Contribution, now: Mapping[str, Any]) -> list[Stand]:
    """Return all versions of a contribution, the latest first; `now` is what it says today. Two statements."""
    rows: list[VersionRow] = versions_of(contribution.id, limit=MOST)
    stands, words = list[Stand](), dict(now)
    for row in rows:
        stands.append(Stand(row.number + 1, row.at, row.author.name if row.author else "", row.note, words))
        words = row.snapshot
    first = rows[-1].number if rows else 1
    return [*stands, Stand(first, contribution.created, contribution.author.name, "", words)]


def compared(contribution: Contribution, before: Stand, after: Stand) -> list[Change]:
    """Return what changed from one version to another, field by field, words against words."""
    labels = _labels(contribution)
    old, new = (_readable(contribution, stand.words) for stand in (before, after))
    found = snapshot_diff(old, new)
    if "cost" in found:  # an amount is read whole, not figure by figure
        pieces: list[tuple[Op, str]] = [("removed", old.get("cost", "")), ("added", new.get("cost", ""))]
        found["cost"] = [piece for piece in pieces if piece[1]]
    return [
        Change(labels.get(name, name), pieces, _count(pieces, "added"), _count(pieces, "removed"))
        for name, pieces in sorted(found.items(), key=lambda item: [*labels, item[0]].index(item[0]))
    ]


def _labels(contribution: Contribution) -> dict[str, str]:
    asked = {field.name: field.label for field in template_of(contribution.call_id, gone=True)}
    return {"title": _("Title"), "text": _("Description"), "cost": pgettext("of a contribution", "Cost"), **asked}


def _readable(contribution: Contribution, words: Mapping[str, Any]) -> dict[str, str]:
    """A snapshot as people read it: amounts with their currency, dates and numbers in their language."""
    template = {field.name: field for field in template_of(contribution.call_id, gone=True)}
    shown = dict[str, str]()
    for name, value in words.items():
        if name == "cost":
            shown[name] = (
                "" if value is None else Money(value, contribution.call.currency).format(get_language() or "en")
            )
        else:
            shown[name] = in_words(template[name], str(value or "")) if name in template else str(value or "")
    return shown


def _count(pieces: list[tuple[Op, str]], op: Op) -> int:
    return sum(len(text.split()) for kind, text in pieces if kind == op)
