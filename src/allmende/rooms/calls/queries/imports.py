"""Imports as their maker sees them: each is theirs alone, and knows how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.counting import Problem, Rule
from allmende.foundation.tasks.models import Job, State
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import ElectionImport, ImportState
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.queries.problems import in_words


@dataclass(frozen=True)
class RuleChoice:
    """A rule that a file can be counted by: how many it would fund, and whether that is what was published."""

    key: str
    name: str
    funded: int
    official: bool


@dataclass(frozen=True)
class ImportPage:
    """An import on its way, ready to show."""

    row: ElectionImport
    is_busy: bool
    has_failed: bool
    percent: int
    problems: list[tuple[int | None, str]]
    rules: list[RuleChoice]
    call_url: str


def import_of(reader: Reader, space: Space, key: UUID) -> ElectionImport | None:
    """Return one of the reader's own imports into a space."""
    rows = ElectionImport.objects.filter(actor_id=reader.id, space=space).select_related("call")
    return rows.filter(id=key).first()


def my_imports(reader: Reader, space: Space, limit: int = 20) -> Sequence[ElectionImport]:
    """Return the reader's own imports into a space, the latest first."""
    return ElectionImport.objects.filter(actor_id=reader.id, space=space).order_by("-id")[:limit]


def import_page(row: ElectionImport) -> ImportPage:
    """Return what the page of an import shows; what was given up counts as failed."""
    job = Job.objects.filter(id=row.job).first() if row.job else None
    is_working = row.state in {ImportState.READING, ImportState.IMPORTING}
    is_dead = job is not None and job.state == State.DEAD
    return ImportPage(
        row=row, is_busy=is_working and not is_dead, has_failed=is_working and is_dead, percent=job.percent if job else 0,
        problems=[(p["line"], in_words(Problem(p["code"], p["line"], p["params"]))) for p in row.problems],
        rules=_rules(row), call_url=call_url(row.call.slug) if row.call else "",
    )  # fmt: skip


def _rules(row: ElectionImport) -> list[RuleChoice]:
    """The rules of the dry run, the one first that gives the published result."""
    names = {
        Rule.GREEDY: _("Most votes first"), Rule.GREEDY_PER_COST: _("Most votes for the cost first"),
        Rule.EQUAL_SHARES: _("Equal shares"),
    }  # fmt: skip
    found, official = row.summary.get("winners", {}), row.summary.get("reproduced_by", [])
    choices = [
        RuleChoice(rule.value, name, len(found[rule.value]), rule.value in official)
        for rule, name in names.items()
        if rule.value in found
    ]
    return sorted(choices, key=lambda choice: not choice.official)
