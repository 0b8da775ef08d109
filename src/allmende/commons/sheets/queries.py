"""Which list, which columns, what it would look like, how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.http import Http404

from allmende.commons.sheets.models import Choice, Export
from allmende.commons.spaces.models import Space
from allmende.foundation.doors import sheets
from allmende.foundation.sheets import Query, Sheet, table_of
from allmende.foundation.tasks.models import Job, State
from allmende.identity.actors.models import Actor, Reader

PREVIEW = 5
MOST_PARTS, LONGEST_PART = 20, 200
"""Of a page's query: so many parts, so many characters each."""


def sheet_of(key: str) -> Sheet:
    """Return the list of that key. Raises Http404."""
    if (sheet := sheets().get(key)) is None:
        raise Http404
    return sheet


def query_of(asked: Query) -> dict[str, str]:
    """Return a page's query without the place in the list: all of it is taken along."""
    parts = [(name, value.replace("\0", "")) for name, value in asked.items() if name != "after" and value]
    return {name[:LONGEST_PART]: value[:LONGEST_PART] for name, value in parts[:MOST_PARTS]}


def chosen_columns(reader: Reader, sheet: Sheet) -> list[str]:
    """Return the columns that someone took along last; all of them the first time."""
    own = Choice.objects.filter(actor=reader, sheet=sheet.key).first() if isinstance(reader, Actor) else None
    return [key for key in sheet.columns if key in own.columns] if own else list(sheet.columns)


def preview_of(reader: Reader, root: Space, sheet: Sheet, query: Query) -> list[list[str]]:
    """Return the headings and the first rows, as the file would have them."""
    return list(table_of(sheet, list(sheet.columns), islice(sheet.rows(reader, root, query), PREVIEW)))


def export_of(reader: Reader, key: UUID) -> Export | None:
    """Return a reader's own file."""
    return Export.objects.filter(id=key, actor=reader).first() if isinstance(reader, Actor) else None


@dataclass(frozen=True)
class Progress:
    """How far a file is."""

    is_busy: bool
    has_failed: bool


def progress_of(export: Export) -> Progress:
    """Return whether a file is still being written, or never will be."""
    failed = not export.ready and Job.objects.filter(id=export.job, state=State.DEAD).exists()
    return Progress(is_busy=not export.ready and not failed, has_failed=failed)


def column_choices(sheet: Sheet, chosen: Sequence[str]) -> list[dict[str, object]]:
    """Return the columns for a form, and which are chosen."""
    return [{"key": key, "heading": heading, "is_chosen": key in chosen} for key, heading in sheet.columns.items()]
