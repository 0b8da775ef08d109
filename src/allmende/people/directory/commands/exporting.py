"""Taking a list of people along: for curators, of what they see, and on record."""

from __future__ import annotations

from django.db import transaction

from allmende.commons.spaces.models import Space
from allmende.foundation.journal.commands import record
from allmende.foundation.sheets import CSV, XLSX, as_csv, as_workbook
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.people.directory.activities import DirectoryExported
from allmende.people.directory.queries.searching import Search
from allmende.people.directory.queries.sheets import headings, rows_of
from allmende.people.directory.rules import may_export

FORMS = {"csv": (as_csv, CSV), "xlsx": (as_workbook, XLSX)}


@transaction.atomic
def export(actor: Actor, root: Space, search: Search, form: str) -> bytes:
    """Return who is found as a file, and note in the journal who took how many. Raises Refused (403)."""
    require(may_export(actor, root))
    rows = list(rows_of(actor, root, search))
    write, _type = FORMS[form]
    record(
        DirectoryExported(
            actor=actor.id, thing=root.id, space=root.id, audience=root.audience_id, count=len(rows), form=form
        )
    )
    return write([headings(), *rows])
