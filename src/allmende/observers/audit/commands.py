"""Taking the journal along, and having it checked; both are written down."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.journal.commands import record
from allmende.foundation.sheets import CSV, XLSX, as_workbook, csv_lines
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.observers.audit.activities import JournalChecked, JournalExported
from allmende.observers.audit.queries import Search, check_under_way, count_of, rows_of
from allmende.observers.audit.rules import may_export_journal, may_verify
from allmende.observers.audit.tasks import verify

MOST_IN_A_WORKBOOK = 100_000
FORMS = {"csv": CSV, "xlsx": XLSX}


@transaction.atomic
def export(actor: Actor, space: Space | None, search: Search, form: str) -> Iterator[bytes]:
    """Return what is found as a file, CSV in a stream of any length; the journal notes who took how many.

    Raises Refused: 403 who may not, 422 for another form or for more than fits into an Excel file.
    """
    require(may_export_journal(actor, space))
    if form not in FORMS:
        raise Refused(_("Choose CSV or Excel."), 422)
    count = count_of(actor, space, search)
    if form == "xlsx" and count > MOST_IN_A_WORKBOOK:
        raise Refused(_("These are more entries than fit into an Excel file. Take CSV, or narrow them down."), 422)
    rows = rows_of(actor, space, search)
    place, audience = (space.id, space.audience_id) if space else (None, None)
    record(JournalExported(actor=actor.id, space=place, audience=audience, count=count, form=form))
    return csv_lines(rows) if form == "csv" else iter([as_workbook(rows)])


@transaction.atomic
def check_chain(actor: Actor) -> None:
    """Let a task check the whole chain, one at a time. Raises Refused (403)."""
    require(may_verify(actor))
    if not check_under_way():
        verify.enqueue()
        record(JournalChecked(actor=actor.id))
