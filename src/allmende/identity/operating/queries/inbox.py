"""Mails that came in, as the page shows them: from whom, what for, what became of it and why; their words are not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from allmende.foundation.ids import key_in
from allmende.foundation.mail.models import Outcome, Received
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Reader
from allmende.identity.operating.rules import may_see_work


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail that came in; `reason` is a word or a sentence, `told` whether its sender was."""

    id: UUID
    sender: str
    purpose: str
    carrier: str
    size: int
    outcome: str
    reason: str
    told: bool
    at: datetime


@dataclass(frozen=True)
class Inbox:
    """Mails that came in, the latest first; `next` is the key of the next page, empty on the last one."""

    rows: list[Arrived]
    next: str


def inbox_page(reader: Reader, outcome: str = "", after: str = "", limit: int = 30) -> Inbox:
    """Return a page of mails that came in; one statement besides the rule's. Raises Refused (404)."""
    require(may_see_work(reader))
    rows = Received.objects.order_by("-id")
    if outcome in Outcome.values:
        rows = rows.filter(outcome=outcome)
    if key := key_in(after):
        rows = rows.filter(id__lt=key)
    columns = rows.values_list("id", "sender", "purpose", "carrier", "size", "outcome", "reason", "told", "at")
    page = [Arrived(*row) for row in columns[: limit + 1]]
    return Inbox(page[:limit], str(page[limit - 1].id) if len(page) > limit else "")


def inbox_counts(reader: Reader) -> dict[str, int]:
    """Return how many mails came to each end; one statement. Raises Refused (404)."""
    require(may_see_work(reader))
    rows = Received.objects.values_list("outcome").annotate(n=Count("id"))
    return dict.fromkeys(Outcome.values, 0) | dict(rows)
