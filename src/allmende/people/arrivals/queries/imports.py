"""Imports as their maker sees them: each is theirs alone, and knows how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Role, Space
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.people.arrivals.models import ImportState, PeopleImport
from allmende.people.arrivals.queries.columns import FIELDS
from allmende.people.arrivals.queries.lines import Problem
from allmende.people.arrivals.queries.problems import column_name, in_words


@dataclass(frozen=True)
class Fault:
    """A problem as it stands in the report."""

    line: int | None
    column: str
    sentence: str


@dataclass(frozen=True)
class Column:
    """A column of the file: its heading, and which field it is."""

    heading: str
    field: str


@dataclass(frozen=True)
class ImportPage:
    """An import on its way, ready to show."""

    row: PeopleImport
    is_busy: bool
    has_failed: bool
    percent: int
    problems: list[Fault]
    columns: list[Column]
    left_out: list[str]
    facts: list[tuple[str, Any]]
    first: list[dict[str, Any]]

    @property
    def is_faulty(self) -> bool:
        """Whether lines need another look."""
        return self.row.state == ImportState.FAULTY

    @property
    def more_problems(self) -> int:
        """How many problems are counted but not shown."""
        return self.row.problem_count - len(self.problems)


def import_of(reader: Reader, space: Space, key: UUID) -> PeopleImport | None:
    """Return one of the reader's own imports into a community."""
    rows = PeopleImport.objects.filter(actor_id=reader.id, space=space).select_related("space__root")
    return rows.filter(id=key).first()


def my_imports(reader: Reader, space: Space, limit: int = 20) -> Sequence[PeopleImport]:
    """Return the reader's own imports into a community, the latest first."""
    return PeopleImport.objects.filter(actor_id=reader.id, space=space).order_by("-id")[:limit]


def import_page(row: PeopleImport) -> ImportPage:
    """Return what the page of an import shows; what was given up counts as failed."""
    job = Job.objects.filter(id=row.job).first() if row.job else None
    is_working = row.state in {ImportState.READING, ImportState.IMPORTING}
    is_dead = job is not None and job.state == State.DEAD
    headings = row.summary.get("headings", [])
    columns = [Column(heading, name) for heading, name in zip(headings, row.columns, strict=False)]
    return ImportPage(
        row=row, is_busy=is_working and not is_dead, has_failed=is_working and is_dead, percent=job.percent if job else 0,
        problems=[_fault(Problem(**problem)) for problem in row.problems], columns=columns,
        left_out=[column.heading for column in columns if not column.field and column.heading],
        facts=_facts(row), first=[{**line, "role": Role(line["role"]).label} for line in row.summary.get("first", [])],
    )  # fmt: skip


def _fault(problem: Problem) -> Fault:
    return Fault(problem.line, column_name(problem), in_words(problem))


def _facts(row: PeopleImport) -> list[tuple[str, Any]]:
    if not row.summary:
        return []
    counts = row.summary["counts"]
    done = row.state == ImportState.DONE
    return [
        (_("People"), row.summary["total"]),
        (_("New"), row.summary["new"] if done else counts.get("new", 0)),
        (_("Here already"), row.summary["known"] if done else counts.get("known", 0)),
        (_("Without an address"), counts.get("without_address", 0)),
    ]


ENCODINGS: dict[str, str] = {
    "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Latin-1 (Windows-1252)", "latin-1": "Latin-1", "xlsx": "Excel (.xlsx)",
}  # fmt: skip


def read_as(row: PeopleImport) -> str:
    """Say how the file was read: its encoding and its separator."""
    encoding, separator = row.summary.get("encoding", ""), row.summary.get("separator", "")
    names = {",": _("comma"), ";": _("semicolon"), "\t": _("tab")}
    shown = ENCODINGS.get(encoding, encoding)
    return f"{shown}, {names[separator]}" if separator in names else shown


def field_choices() -> list[tuple[str, Text]]:
    """What a column can be, nothing first."""
    return [("", _("leave out")), *FIELDS.items()]
