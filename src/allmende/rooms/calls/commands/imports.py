"""The import wizard's steps: take the file, read it (dry run), import it; each survives a reload and a killed worker."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.counting import (
    LIMITS,
    Completion,
    Election,
    PbError,
    Rule,
    Satisfaction,
    UndefinedSatisfaction,
    count,
    read_pb,
)
from allmende.foundation.tasks.worker import progress
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.elections import import_election, source_of
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.models.imports import ElectionImport, ImportState
from allmende.rooms.calls.rules import may_import


def path_of(digest: str) -> Path:
    """Where an uploaded ballot file lies until it is imported."""
    return Path(settings.DATA) / "imports" / f"{digest}.pb"


def take_file(actor: Actor, space: Space, name: str, chunks: Iterable[bytes]) -> ElectionImport:
    """Keep an uploaded file and line it up for reading. The file is there whole before the row is.

    Raises Refused (403), (413) for one larger than `counting.LIMITS.bytes`, (422) for an empty one.
    """
    require(may_import(actor, space))
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{os.getpid()}-{os.urandom(6).hex()}"
    digest, size = hashlib.sha256(), 0
    try:
        with draft.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > LIMITS.bytes:
                    raise Refused(_("This file is too large: 256 MB at most."), 413)
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise Refused(_("This file is empty. Choose a ballot file in the PaBuLib format (.pb)."), 422)
        draft.replace(path_of(digest.hexdigest()))
    finally:
        draft.unlink(missing_ok=True)
    known = Call.objects.filter(source=source_of(digest.hexdigest())).first()
    return ElectionImport.objects.create(
        actor=actor, space=space, name=clean_line(name)[:200] or "ballots.pb", digest=digest.hexdigest(), size=size,
        state=ImportState.DONE if known else ImportState.READING, call=known,
    )  # fmt: skip


def read_file(import_id: UUID) -> None:
    """Read the file and note what is in it, or each problem with its line; changes nothing else."""
    row = ElectionImport.objects.get(id=import_id)
    if row.state != ImportState.READING:
        return
    try:
        election = _election(row)
        row.summary, row.state = _summary(election), ImportState.READY
    except PbError as error:
        row.problems = [{"code": p.code, "line": p.line, "params": dict(p.params)} for p in error.problems]
        row.state = ImportState.FAULTY
    row.save(update_fields=["summary", "problems", "state"])


@transaction.atomic
def confirm_import(actor: Actor, row: ElectionImport, rule: Rule) -> ElectionImport:
    """Decide to import what the dry run showed, counted by a rule. Raises Refused (403, 409)."""
    row = ElectionImport.objects.select_for_update(of=("self",)).select_related("space__root").get(id=row.id)
    require(may_import(actor, row.space))
    if row.state != ImportState.READY:
        raise Refused(_("This import isn't waiting for a decision."), 409)
    row.state, row.rule = ImportState.IMPORTING, rule
    row.save(update_fields=["state", "rule"])
    return row


def run_import(import_id: UUID) -> None:
    """Import the file in one transaction; doing it again finds what is there already."""
    row = ElectionImport.objects.select_related("space__root", "space__audience", "actor").get(id=import_id)
    if row.state != ImportState.IMPORTING:
        return
    election = _election(row)
    with transaction.atomic():
        row.call = import_election(
            row.actor, row.space, election, source=source_of(row.digest), rule=Rule(row.rule),
            completion=Completion.GREEDY if row.rule == Rule.EQUAL_SHARES else Completion.NONE,
        )  # fmt: skip
        row.state = ImportState.DONE
        row.save(update_fields=["call", "state"])
    path_of(row.digest).unlink(missing_ok=True)


def _election(row: ElectionImport) -> Election:
    return read_pb(path_of(row.digest), on_progress=lambda done: progress(done, row.size))


def _summary(election: Election) -> dict[str, object]:
    """What the dry run shows: the file's figures, and what each rule would fund."""
    winners = {}
    for rule in Rule:
        try:
            satisfaction = (
                Satisfaction.COST if rule is Rule.EQUAL_SHARES and not election.vote_type.has_points else None
            )
            winners[rule.value] = list(count(election, rule, satisfaction).winners)
        except UndefinedSatisfaction:
            continue
    official = sorted(election.official) if election.official else None
    return {
        "title": election.meta.get("description", ""),
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
