"""The steps of bringing in a file of people: take it, read it (dry run), decide, bring it in.

Each survives a reload and a killed worker. Nothing is written before the whole file was found good. Then it comes in by
batches, each in one transaction, each line once for its source: whoever is interrupted goes on where it stopped, and the
same file again changes nothing (docs/decisions/people-in-batches.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.journal.commands import record
from allmende.foundation.tasks.worker import progress
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.activities import PeopleImported
from allmende.people.arrivals.commands.checking import BATCH, Check, check_file
from allmende.people.arrivals.commands.files import keep_file, let_go_of_file, path_of
from allmende.people.arrivals.commands.mailings import welcome_those_new
from allmende.people.arrivals.commands.making import Maker
from allmende.people.arrivals.models import Arrival, ImportState, PeopleImport
from allmende.people.arrivals.queries.columns import FIELDS
from allmende.people.arrivals.queries.lines import Line, Problem, Reading, read_people
from allmende.people.arrivals.rules import may_import_people

if TYPE_CHECKING:
    from django.tasks.base import TaskResult

type LineUp = Callable[[str], TaskResult]
"""A task's `enqueue`: one row in the caller's transaction, so that a decision and its work stand or fall together."""

SHOWN = 200
"""So many problems are kept; the rest is counted."""


def take_file(actor: Actor, space: Space, name: str, chunks: Iterable[bytes], *, then: LineUp) -> PeopleImport:
    """Keep an uploaded file and line it up for reading by `then`. Raises Refused (403, 413, 422)."""
    require(may_import_people(actor, space))
    digest, size = keep_file(chunks)
    with transaction.atomic():
        row = PeopleImport.objects.create(
            actor=actor, space=space, name=clean_line(name)[:200] or "people.csv", digest=digest, size=size
        )
        _line_up(row, then)
    return row


def _line_up(row: PeopleImport, task: LineUp) -> None:
    row.job = UUID(task(str(row.id)).id)
    row.save(update_fields=["job"])


@transaction.atomic
def choose_columns(actor: Actor, row: PeopleImport, columns: Sequence[str], *, then: LineUp) -> PeopleImport:
    """Say which column is which field, and have the file read again. Raises Refused (403, 409, 422)."""
    row = _held(row)
    require(may_import_people(actor, row.space))
    if row.state not in {ImportState.READY, ImportState.FAULTY} or not row.columns:
        raise Refused(_("This import isn't waiting for a decision."), 409)
    chosen = [column for column in columns if column]
    if len(columns) != len(row.columns) or not set(chosen) <= FIELDS.keys():
        raise Refused(_("Choose a field for each column, or none."), 422)
    if len(chosen) != len(set(chosen)):
        raise Refused(_("Two columns can't be the same field. Leave one of them out."), 422)
    row.columns, row.state = list(columns), ImportState.READING
    row.problems, row.problem_count, row.summary = [], 0, {}
    row.save()
    _line_up(row, then)
    return row


def read_file(import_id: UUID) -> None:
    """Read the file and note what would come in, or each problem with its line; the first one is shown at once."""
    row = PeopleImport.objects.select_related("space__root").get(id=import_id)
    if row.state != ImportState.READING:
        return
    problems: list[Problem] = []

    def tell(problem: Problem) -> None:
        if len(problems) < SHOWN:
            problems.append(problem)
        if len(problems) == 1:
            _note(row, problems, 1)

    total = max(1, row.size // 60)  # about so many lines
    check = check_file(
        row.space, path_of(row.digest), row.columns, on_problem=tell, on_progress=lambda done: progress(done, max(total, done + 1))
    )  # fmt: skip
    row.columns, row.summary = check.reading.fields, summary_of(check)
    row.state = ImportState.FAULTY if check.problems else ImportState.READY
    _note(row, problems, check.problems)


def summary_of(check: Check) -> dict[str, object]:
    """What the dry run shows."""
    return {
        "encoding": check.reading.encoding, "separator": check.reading.separator, "headings": check.reading.headings,
        "total": check.total, "counts": dict(check.counts), "first": check.first,
    }  # fmt: skip


def _note(row: PeopleImport, problems: list[Problem], count: int) -> None:
    row.problems = [{"code": p.code, "line": p.line, "column": p.column, "value": p.value} for p in problems]
    row.problem_count = count
    row.save(update_fields=["summary", "problems", "problem_count", "columns", "state"])


@transaction.atomic
def confirm_import(actor: Actor, row: PeopleImport, *, sends_welcome: bool, then: LineUp) -> PeopleImport:
    """Decide to bring in what the dry run showed; `then` does it. Raises Refused (403, 409)."""
    row = _held(row)
    require(may_import_people(actor, row.space))
    if row.state != ImportState.READY:
        raise Refused(_("This import isn't waiting for a decision."), 409)
    row.state, row.sends_welcome = ImportState.IMPORTING, sends_welcome
    row.save(update_fields=["state", "sends_welcome"])
    _line_up(row, then)
    return row


@transaction.atomic
def drop_import(actor: Actor, row: PeopleImport) -> None:
    """Let go of a file that shall not come in. Raises Refused (403, 409)."""
    row = _held(row)
    require(may_import_people(actor, row.space))
    if row.state not in {ImportState.READY, ImportState.FAULTY}:
        raise Refused(_("This import can't be dropped any more."), 409)
    digest = row.digest
    row.delete()
    transaction.on_commit(lambda: let_go_of_file(digest))


def run_import(import_id: UUID) -> None:
    """Bring the file in, batch by batch; whoever was killed in the middle goes on, and nobody comes in twice."""
    row = PeopleImport.objects.select_related("space__root", "space__audience", "actor").get(id=import_id)
    if row.state != ImportState.IMPORTING:
        return
    total = row.summary["total"]
    bring_all(row.actor, row.space, row, lambda done: progress(done, total))
    finish(row)
    let_go_of_file(row.digest)


def bring_all(actor: Actor, space: Space, row: PeopleImport, on_progress: Callable[[int], object]) -> None:
    """Bring in every good line of a file that was checked."""
    maker, done = Maker(actor, space, row), 0
    people = (line for line in read_people(path_of(row.digest), row.columns, Reading()) if isinstance(line, Line))
    for lines in batched(people, BATCH):
        maker.bring(lines)
        done += len(lines)
        on_progress(done)


@transaction.atomic
def finish(row: PeopleImport) -> None:
    """Note that all are in, and tell the journal; those who are new get their letter if that was wished for."""
    new = Arrival.objects.filter(brought_by=row).count()
    known = row.summary["total"] - new
    row.state, row.summary = ImportState.DONE, {**row.summary, "new": new, "known": known, "first": []}
    row.save(update_fields=["state", "summary"])
    space = row.space
    record(
        PeopleImported(
            actor=row.actor_id, thing=space.id, space=space.id, audience=space.audience_id, people_import=row.id,
            new=new, known=known,
        )
    )  # fmt: skip
    if row.sends_welcome:
        welcome_those_new(row)


def _held(row: PeopleImport) -> PeopleImport:
    found = PeopleImport.objects.select_for_update(of=("self",)).select_related("space__root", "space__audience")
    return found.get(id=row.id)
