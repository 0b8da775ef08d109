"""Taking a list along: short ones at once, long ones as a file that a task writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from allmende.commons.sheets.activities import ListTaken
from allmende.commons.sheets.models import Choice, Export
from allmende.commons.sheets.rules import may_take_along
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.doors import sheets
from allmende.foundation.journal.commands import record
from allmende.foundation.limits.commands import use
from allmende.foundation.sheets import FORMS, Query, Sheet
from allmende.foundation.tasks.worker import progress
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor

AT_ONCE = 2_000
"""Rows that are answered at once; longer lists are written by a task."""
MOST = 200_000
"""Rows of the longest file."""
KEPT_FOR = timedelta(days=1)
AN_HOUR = 40
"""So many lists someone takes along within an hour."""

type LineUp = Callable[[str], Any]
type Row = Sequence[object]


@dataclass(frozen=True)
class Taken:
    """A list as a file: its content, or the export that is being written."""

    content: bytes = b""
    export: Export | None = None


def take_along(
    actor: Actor, root: Space, sheet: Sheet, query: Query, columns: Sequence[str], form: str, *, then: LineUp
) -> Taken:
    """Return a list as a file, or let `then` write a long one; the choice of columns is remembered.

    Of what tells of people the journal keeps who took how many. Raises Refused (403, 422, 429).
    """
    require(may_take_along(actor, root, sheet, query))
    chosen = [key for key in sheet.columns if key in columns]
    is_book = form == "pdf" and sheet.book is not None
    if form not in FORMS and not is_book:
        raise Refused(_("Choose CSV, Excel or JSON."), 422)
    if not chosen:
        raise Refused(_("Choose at least one column."), 422)
    if not use(f"sheets:{actor.id}", AN_HOUR, 3600):
        raise Refused(_("You have taken many lists along. Wait an hour, then go on."), 429)
    Choice.objects.update_or_create(actor=actor, sheet=sheet.key, defaults={"columns": chosen})
    rows = [] if is_book else list(islice(sheet.rows(actor, root, query), AT_ONCE + 1))
    if is_book or len(rows) > AT_ONCE:
        return Taken(export=_line_up(actor, root, sheet, query, chosen, form, then))
    content = FORMS[form][0](sheet, chosen, rows)
    with transaction.atomic():
        _note(actor, root, sheet, form, len(rows))
    return Taken(content)


@transaction.atomic
def _line_up(
    actor: Actor, root: Space, sheet: Sheet, query: Query, chosen: list[str], form: str, then: LineUp
) -> Export:
    export = Export.objects.create(
        actor=actor, root=root, sheet=sheet.key, query=dict(query), columns=chosen, form=form,
        language=(get_language() or actor.language)[:2], expires=clock.now() + KEPT_FOR,
    )  # fmt: skip
    export.job = UUID(then(str(export.id)).id)
    export.save(update_fields=["job"])
    return export


def write_export(key: UUID) -> None:
    """Write a long list into its file: what its owner sees at this moment, if they may still have it. Done twice it is done once."""
    export = Export.objects.select_related("actor", "root").filter(id=key).first()
    if export is None or export.ready:
        return
    sheet = sheets().get(export.sheet)
    if sheet is None or not may_take_along(export.actor, export.root, sheet, export.query):
        drop_export(export)
        return
    with override(export.language), timezone.override(export.actor.zone):
        content = _content(export, sheet)
    default_storage.delete(export.path)
    default_storage.save(export.path, File(BytesIO(content)))
    with transaction.atomic():
        held = Export.objects.select_for_update().filter(id=key).first()
        if held is None:  # they have left meanwhile
            default_storage.delete(export.path)
            return
        held.rows, held.ready, held.expires = export.rows, clock.now(), clock.now() + KEPT_FOR
        held.save(update_fields=["rows", "ready", "expires"])
        _note(export.actor, export.root, sheet, export.form, export.rows)


def _content(export: Export, sheet: Sheet) -> bytes:
    if export.form == "pdf" and sheet.book is not None:
        book, export.rows = sheet.book(export.actor, export.root, export.query)
        return book
    rows = _counted(export, islice(sheet.rows(export.actor, export.root, export.query), MOST))
    return FORMS[export.form][0](sheet, export.columns, rows)


def _counted(export: Export, rows: Iterable[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        export.rows = number
        if number % AT_ONCE == 0:
            Export.objects.filter(id=export.id).update(rows=number)
            progress(number, 0)
        yield row


def _note(actor: Actor, root: Space, sheet: Sheet, form: str, count: int) -> None:
    if sheet.is_personal:
        taken = {"sheet": sheet.key, "count": count, "form": form}
        record(ListTaken(actor=actor.id, thing=root.id, space=root.id, audience=root.audience_id, **taken))  # type: ignore[arg-type]


def drop_export(export: Export) -> bool:
    """Take a file away."""
    default_storage.delete(export.path)
    export.delete()
    return True


def forget_exports() -> int:
    """Take away what nobody can fetch any more; return how many."""
    return sum(drop_export(export) for export in Export.objects.filter(expires__lte=clock.now()))
