"""Imports of ideas as the hosts of a call see them, and what stayed out, with what to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from allmende.commons.reactions.models import Reaction
from allmende.commons.threads.models import Thread
from allmende.foundation.incoming import waiting_file
from allmende.foundation.sheets import as_cell
from allmende.foundation.tables import FAULTS, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.verdicts import Text
from allmende.rooms.calls.models import Call, Contribution, ContributionState, ImportState
from allmende.rooms.calls.models.ideas import IdeaImport
from allmende.rooms.calls.queries.idea_lines import FIELDS, Idea, IdeaProblem, IdeaReading, read_ideas

SENTENCES: dict[str, Text] = {
    **FAULTS,
    "empty": gettext_lazy("This file is empty. Choose one with a line for each idea."),
    "too_many": gettext_lazy("More than %(most_rows)s lines. Split the file, and bring in one part after the other."),
    "too_wide": gettext_lazy("More than %(most_columns)s columns. Delete those that nobody needs here."),
    "no_title_column": gettext_lazy(
        "None of the columns is called “Title”. Found: %(value)s. Name one of them, or choose it below."
    ),
    "no_title": gettext_lazy("No title. Write one of at least three letters."),
    "too_long": gettext_lazy("Too long: %(value)s characters. Shorten it."),
    "twice": gettext_lazy(
        "The same idea as in line %(value)s. Delete one of the two lines, or give each its own number."
    ),
    "no_cost": gettext_lazy("No cost. This call spends a budget: write what the idea would cost."),
    "odd_cost": gettext_lazy("“%(value)s” is no amount. Write it as a number, such as 7460."),
    "cost_beyond": gettext_lazy("“%(value)s” is nothing, or more than the whole budget. Correct it."),
    "refused": gettext_lazy("%(value)s"),
}


@dataclass(frozen=True)
class Fault:
    """A problem as it stands in the report."""

    line: int | None
    column: str
    sentence: str


@dataclass(frozen=True)
class IdeaImportPage:
    """An import on its way, ready to show."""

    row: IdeaImport
    is_busy: bool
    has_failed: bool
    percent: int
    problems: list[Fault]
    columns: list[tuple[str, str]]
    left_out: list[str]
    facts: list[tuple[str, Any]]
    first: list[dict[str, str]]


def idea_import(call: Call, key: UUID) -> IdeaImport | None:
    """Return one of a call's imports."""
    return IdeaImport.objects.filter(call=call, id=key).select_related("call__place__root", "call__audience").first()


def idea_imports(call: Call, limit: int = 20) -> Sequence[IdeaImport]:
    """Return a call's imports, the latest first."""
    return IdeaImport.objects.filter(call=call).order_by("-id")[:limit]


def idea_import_page(row: IdeaImport) -> IdeaImportPage:
    """Return what the page of an import shows; what was given up counts as failed."""
    job = Job.objects.filter(id=row.job).first() if row.job else None
    is_undoing = row.undone is not None and "taken_back" not in row.summary
    is_working = row.state in {ImportState.READING, ImportState.IMPORTING} or is_undoing
    is_dead = job is not None and job.state == State.DEAD
    columns = list(zip(row.summary.get("headings", []), row.columns, strict=False))
    return IdeaImportPage(
        row=row, is_busy=is_working and not is_dead, has_failed=is_working and is_dead, percent=job.percent if job else 0,
        problems=[_fault(IdeaProblem(**problem)) for problem in row.problems], columns=columns,
        left_out=[heading for heading, field in columns if heading and not field], facts=_facts(row),
        first=[_shown(row.call, line) for line in row.summary.get("first", [])],
    )  # fmt: skip


def _shown(call: Call, line: dict[str, Any]) -> dict[str, str]:
    cost = call.money(line["cost"]).format(get_language() or "en") if line["cost"] is not None else ""
    return {**line, "cost": cost}


def _fault(problem: IdeaProblem) -> Fault:
    return Fault(problem.line, str(FIELDS.get(problem.column, "")), in_words(problem))


def in_words(problem: IdeaProblem) -> str:
    """Return what is wrong and what to do, without its line."""
    figures = {
        "value": problem.value, "most_rows": f"{MOST_ROWS:,}", "most_columns": MOST_COLUMNS, "longest": f"{LONGEST_CELL:,}"
    }  # fmt: skip
    return str(SENTENCES.get(problem.code, SENTENCES["no_text"])) % figures


def _facts(row: IdeaImport) -> list[tuple[str, Any]]:
    if not row.summary:
        return []
    new = row.summary.get("new", row.summary["good"] - row.summary["known"])
    facts = [(_("New"), new), (_("Here already"), row.summary["known"]), (_("Stay out"), row.rejected)]
    if "taken_back" in row.summary:
        facts += [(_("Taken back"), row.summary["taken_back"]), (_("Stayed"), row.summary["left"])]
    return facts


def rejected_lines(row: IdeaImport) -> Iterator[list[str]]:
    """Yield the lines that stay out as they stand in the table, with what to mend behind them, below its headings."""
    reading = IdeaReading(row.call)
    yield [as_cell(heading) for heading in row.summary.get("headings", [])] + [_("What to mend")]
    for _number, cells, found in read_ideas(waiting_file(row.digest, "ideas"), row.columns, reading):
        if not isinstance(found, Idea):
            padded = cells + [""] * (len(reading.headings) - len(cells))
            yield [as_cell(cell) for cell in padded] + [" ".join(map(in_words, found))]


def is_untouched(contribution: Contribution) -> bool:
    """Whether nobody has changed, discussed or decided anything about a contribution since it came in."""
    is_as_it_came = contribution.revision == 0 and contribution.is_chosen is None
    stands = contribution.state == ContributionState.SUBMITTED
    return is_as_it_came and stands and not _is_talked_about(contribution.id)


def _is_talked_about(thing: UUID) -> bool:
    return Thread.objects.filter(thing=thing).exists() or Reaction.objects.filter(thing=thing).exists()
