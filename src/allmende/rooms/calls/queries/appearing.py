"""Who is to be seen or heard in a contribution, as those read it who may: authors and hosts all, others what is about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.safestring import SafeString

from allmende.commons.agreements.models import Appearance, AppearanceState, How
from allmende.commons.agreements.queries import appearances_of, consent_text
from allmende.foundation.text import render_markdown
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.rules import may_read_consents


@dataclass(frozen=True)
class AppearanceView:
    """Someone in a contribution, and where their consent stands."""

    id: UUID
    name: str
    how: Text
    guardian: str
    said_by: str
    state: str
    label: Text
    at: datetime
    version: int
    digest: str
    is_own: bool
    is_latest: bool
    """Whether nobody of that name was asked later."""


@dataclass(frozen=True)
class ConsentPage:
    """All of them that a reader may read, and the text that they agree to."""

    people: list[AppearanceView]
    title: str
    html: SafeString


def consents_of(reader: Reader, contribution: Contribution) -> ConsentPage:
    """Return what a reader may read of who is to be seen or heard, with the text as it reads today."""
    rows = appearances_of(contribution.id)
    latest = {row.person_id or row.name.casefold(): row.id for row in rows}
    if not may_read_consents(reader, contribution):
        rows = [row for row in rows if row.person_id is not None and row.person_id == reader.id]
    text = consent_text(contribution.call)
    html = render_markdown(text.text, top=3, trusted=True) if text else SafeString("")
    return ConsentPage([_view(reader, row, latest) for row in rows], text.title if text else "", html)


def _view(reader: Reader, row: Appearance, latest: dict[UUID | str, UUID]) -> AppearanceView:
    return AppearanceView(
        row.id, row.name, How(row.how).label, row.guardian, row.said_by.name, row.state, AppearanceState(row.state).label,
        row.ended or row.given or row.named, row.version.number or 0, row.digest[:12],
        row.person_id is not None and row.person_id == reader.id, latest[row.person_id or row.name.casefold()] == row.id,
    )  # fmt: skip


def appearance_in(reader: Reader, contribution: Contribution, key: UUID) -> Appearance | None:
    """Return one of them that the reader may read."""
    found = next((row for row in appearances_of(contribution.id) if row.id == key), None)
    if found is None or (found.person_id != reader.id and not may_read_consents(reader, contribution)):
        return None
    return found
