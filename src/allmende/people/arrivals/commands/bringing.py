"""Bringing in a file of people that lies on this machine: the wizard's steps in one, for the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Brought
from allmende.foundation.tables import MOST_BYTES
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.commands.checking import Check, check_file
from allmende.people.arrivals.commands.files import keep_file, let_go_of_file
from allmende.people.arrivals.commands.imports import bring_all, finish, summary_of
from allmende.people.arrivals.models import ImportState, PeopleImport
from allmende.people.arrivals.queries.problems import as_sentence
from allmende.people.arrivals.rules import may_import_people

type Tell = Callable[[str], None]
type Progress = Callable[[Text, int, int], None]

MOST_TOLD = 1000


def bring_in(
    actor: Actor, space: Space, path: Path, *, welcome: str, dry_run: bool, on_problem: Tell, on_progress: Progress
) -> Brought:
    """Check a file of people and bring it in; a dry run only reads it. The same file twice changes nothing.

    Tells each problem with its line as soon as it is found. Raises Refused (403, 413, 422); then nothing came in.
    """
    require(may_import_people(actor, space))
    if path.stat().st_size > MOST_BYTES:
        raise Refused(_("This file is too large: 50 MB at most."), 413)
    check = _check(space, path, on_problem, on_progress)
    is_new, url = bool(check.counts["new"]), reverse("people")
    if dry_run or not is_new:
        return Brought(path.name, url, is_new, _facts(check))
    with path.open("rb") as file:
        digest, size = keep_file(iter(lambda: file.read(1 << 20), b""))
    row = PeopleImport.objects.create(
        actor=actor, space=space, name=path.name[:200], digest=digest, size=size, state=ImportState.IMPORTING,
        columns=check.reading.fields, summary=summary_of(check), sends_welcome=welcome == "yes",
    )  # fmt: skip
    bring_all(actor, space, row, lambda done: on_progress(_("Importing"), done, check.total))
    finish(row)
    let_go_of_file(digest)
    return Brought(path.name, url, True, _facts(check))


def _check(space: Space, path: Path, on_problem: Tell, on_progress: Progress) -> Check:
    told = 0

    def tell(problem: object) -> None:
        nonlocal told
        told += 1
        if told <= MOST_TOLD:
            on_problem(as_sentence(problem))  # type: ignore[arg-type]

    total = max(1, path.stat().st_size // 60)
    check = check_file(
        space, path, [], on_problem=tell, on_progress=lambda done: on_progress(_("Reading"), done, max(total, done))
    )
    if check.problems:
        raise Refused(_("Nothing was imported. Problems found: %(n)s.") % {"n": check.problems}, 422)
    return check


def _facts(check: Check) -> tuple[tuple[Text, str], ...]:
    left_out = [
        heading for heading, field in zip(check.reading.headings, check.reading.fields, strict=True) if not field
    ]
    return (
        (_("People"), str(check.total)),
        (_("New"), str(check.counts["new"])),
        (_("Here already"), str(check.counts["known"])),
        (_("Without an address"), str(check.counts["without_address"])),
        (_("Read as"), check.reading.encoding),
        (_("Columns left out"), ", ".join(left_out) or "–"),
    )
