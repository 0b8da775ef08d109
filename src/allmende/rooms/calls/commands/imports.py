"""The import wizard's steps: take the file, read it (dry run), import it; each survives a reload and a killed worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.counting import LIMITS, Election, PbError, Problem, Rule, UndefinedSatisfaction, count, read_pb
from allmende.foundation.incoming import keep_file, waiting_file
from allmende.foundation.tasks.worker import progress
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.elections import import_election, imported_before, obstacles, source_of, usual_count
from allmende.rooms.calls.models.imports import ElectionImport, ImportState
from allmende.rooms.calls.rules import may_import

if TYPE_CHECKING:
    from django.tasks.base import TaskResult

type LineUp = Callable[[str], TaskResult]
"""A task's `enqueue`: it writes one row in the caller's transaction, so that a decision and its work stand or fall together."""

WAITING = (ImportState.READING, ImportState.READY, ImportState.IMPORTING)


def path_of(digest: str) -> Path:
    """Where an uploaded ballot file lies until it is imported."""
    return waiting_file(digest, "pb")


def take_file(actor: Actor, space: Space, name: str, chunks: Iterable[bytes], *, then: LineUp) -> ElectionImport:
    """Keep an uploaded file and line it up for reading by `then`. The file is there whole before the row is.

    Raises Refused (403), (413) for one larger than `counting.LIMITS.bytes`, (422) for an empty one.
    """
    require(may_import(actor, space))
    digest, size = keep_file(
        chunks, "pb", most_bytes=LIMITS.bytes, too_large=_("This file is too large: 256 MB at most."),
        empty=_("This file is empty. Choose a ballot file in the PaBuLib format (.pb)."),
    )  # fmt: skip
    known = imported_before(source_of(digest, space))
    with transaction.atomic():
        row = ElectionImport.objects.create(
            actor=actor, space=space, name=clean_line(name)[:200] or "ballots.pb", digest=digest, size=size,
            state=ImportState.DONE if known else ImportState.READING, call=known,
        )  # fmt: skip
        if not known:
            _line_up(row, then)
    if known:
        _let_go_of_file(digest)
    return row


def _line_up(row: ElectionImport, task: LineUp) -> None:
    """Enqueue the next step within the caller's transaction, and remember the job for the progress bar."""
    row.job = UUID(task(str(row.id)).id)
    row.save(update_fields=["job"])


def read_file(import_id: UUID) -> None:
    """Read the file and note what is in it, or each problem with its line; changes nothing else."""
    row = ElectionImport.objects.get(id=import_id)
    if row.state != ImportState.READING:
        return
    try:
        election = _election(row)
        problems = obstacles(election)
        row.summary = {} if problems else _summary(election)
    except PbError as error:
        problems = list(error.problems)
    row.state = ImportState.FAULTY if problems else ImportState.READY
    _note(row, problems)


@transaction.atomic
def confirm_import(actor: Actor, row: ElectionImport, rule: Rule, *, then: LineUp) -> ElectionImport:
    """Decide to import what the dry run showed, counted by a rule; `then` does it. Raises Refused (403, 409, 422)."""
    row = ElectionImport.objects.select_for_update(of=("self",)).select_related("space__root").get(id=row.id)
    require(may_import(actor, row.space))
    if row.state != ImportState.READY:
        raise Refused(_("This import isn't waiting for a decision."), 409)
    if rule not in row.summary["winners"]:
        raise Refused(_("These ballots can't be counted by that rule. Choose another one."), 422)
    row.state, row.rule = ImportState.IMPORTING, rule
    row.save(update_fields=["state", "rule"])
    _line_up(row, then)
    return row


def run_import(import_id: UUID) -> None:
    """Import the file in one transaction; doing it again finds what is there already. A refusal is final and is noted."""
    row = ElectionImport.objects.select_related("space__root", "space__audience", "actor").get(id=import_id)
    if row.state != ImportState.IMPORTING:
        return
    source = source_of(row.digest, row.space)
    try:
        with transaction.atomic():
            row.call = imported_before(source) or import_election(
                row.actor, row.space, _election(row), source=source, rule=Rule(row.rule)
            )
            row.state = ImportState.DONE
            row.save(update_fields=["call", "state"])
    except Refused as refusal:
        row.call, row.state = None, ImportState.FAULTY
        _note(row, [Problem("refused", None, {"reason": str(refusal.reason)})])
        return
    _let_go_of_file(row.digest)


def _note(row: ElectionImport, problems: list[Problem]) -> None:
    """Write what reading or importing came to; a file that won't come in isn't kept."""
    row.problems = [{"code": p.code, "line": p.line, "params": dict(p.params)} for p in problems]
    row.save(update_fields=["summary", "problems", "state"])
    if problems:
        _let_go_of_file(row.digest)


def _let_go_of_file(digest: str) -> None:
    """Delete an uploaded file that no import waits for any more."""
    if not ElectionImport.objects.filter(digest=digest, state__in=WAITING).exists():
        path_of(digest).unlink(missing_ok=True)


def _election(row: ElectionImport) -> Election:
    return read_pb(path_of(row.digest), on_progress=lambda done: progress(done, row.size))


def _summary(election: Election) -> dict[str, object]:
    """What the dry run shows: the file's figures, and what each rule would fund."""
    winners = winners_by_rule(election)
    official = sorted(election.official) if election.official else None
    return {
        "title": clean_line(election.meta.get("description", "")),
        "budget": str(election.budget),
        "projects": len(election.projects),
        "ballots": election.voters,
        "vote_type": election.vote_type.value,
        "winners": winners,
        "official": official,
        "reproduced_by": [
            rule for rule, chosen in winners.items() if official is not None and sorted(chosen) == official
        ],
    }


def winners_by_rule(election: Election) -> dict[str, list[str]]:
    """Return what each rule that suits the ballots would fund."""
    winners = {}
    for rule in Rule:
        satisfaction, completion = usual_count(rule, election)
        try:
            winners[rule.value] = list(count(election, rule, satisfaction, completion).winners)
        except UndefinedSatisfaction:
            continue
    return winners
