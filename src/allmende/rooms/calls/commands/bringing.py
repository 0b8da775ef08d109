"""Bringing in a ballot file that lies on this machine: the wizard's steps in one, for the command line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.counting import LIMITS, Election, PbError, Problem, Rule, read_pb
from allmende.foundation.doors import Brought
from allmende.foundation.money import Money
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.elections import (
    currency_of,
    import_election,
    imported_before,
    minor,
    obstacles,
    source_of,
)
from allmende.rooms.calls.commands.imports import winners_by_rule
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.queries.problems import in_words
from allmende.rooms.calls.rules import may_import

type Tell = Callable[[str], None]
type Progress = Callable[[Text, int, int], None]


def bring_in(
    actor: Actor, space: Space, path: Path, *, rule: str, dry_run: bool, on_problem: Tell, on_progress: Progress
) -> Brought:
    """Read a ballot file and import it, counted by `rule`; a dry run only reads it. The same file twice is one call.

    Tells each problem with its line as soon as it is found. Raises Refused (403, 422); then nothing came in.
    """
    require(may_import(actor, space))
    is_small = path.stat().st_size <= LIMITS.bytes
    source = source_of(_digest(path), space) if is_small else ""
    if source and (known := imported_before(source)):
        return _brought(known, is_new=False)
    election = _read(path, on_problem, on_progress)
    if dry_run:
        return Brought(election.meta.get("description", path.name), "", True, _facts(election))
    try:
        call = import_election(
            actor, space, election, source=source, rule=Rule(rule),
            progress=lambda done, total: on_progress(_("Importing"), done, total),
        )  # fmt: skip
    except IntegrityError:  # somebody imported it at the same time
        known = imported_before(source)
        if known is None:
            raise
        return _brought(known, is_new=False)
    return _brought(call, is_new=True)


def _read(path: Path, on_problem: Tell, on_progress: Progress) -> Election:
    size, found = path.stat().st_size, 0

    def tell(problem: Problem) -> None:
        sentence = in_words(problem)
        on_problem(sentence if problem.line is None else f"line {problem.line}: {sentence}")

    try:
        election = read_pb(path, on_problem=tell, on_progress=lambda done: on_progress(_("Reading"), done, size))
    except PbError as error:
        found = len(error.problems)
    else:
        kept_out = obstacles(election)
        for problem in kept_out:
            tell(problem)
        if not kept_out:
            return election
        found = len(kept_out)
    raise Refused(_("Nothing was imported. Problems found: %(n)s.") % {"n": found}, 422)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _brought(call: Call, *, is_new: bool) -> Brought:
    facts: tuple[tuple[Text, str], ...] = (
        (_("Contributions"), str(call.contribution_count)),
        (_("Ballots"), str(call.box.turnout)),
        (_("Funded"), str(call.contributions.filter(is_chosen=True).count())),
    )
    return Brought(call.title, call_url(call.slug), is_new, facts)


def _facts(election: Election) -> tuple[tuple[Text, str], ...]:
    currency = currency_of(election.meta)
    official = None if election.official is None else sorted(election.official)
    found: list[tuple[Text, str]] = [
        (_("Budget"), Money(minor(election.budget, currency), currency).format("en")),
        (_("Contributions"), str(len(election.projects))),
        (_("Ballots"), str(election.voters)),
    ]
    for rule, winners in winners_by_rule(election).items():
        note = f" ({_('as published')})" if sorted(winners) == official else ""
        found.append((_("Funded by %(rule)s") % {"rule": rule}, f"{len(winners)}{note}"))
    return tuple(found)
