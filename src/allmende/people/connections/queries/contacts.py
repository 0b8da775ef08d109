"""Who is in contact with whom, for the eyes of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Actor
from allmende.people.connections.models import Connection, State
from allmende.people.trust.models import Tie, TieKind


@dataclass(frozen=True, slots=True)
class Contact:
    """One connection as one of the two sees it."""

    id: UUID
    person: Actor
    line: str
    purpose: str
    at: datetime
    note: str


def are_contacts(one: Actor, other: Actor) -> bool:
    """Say whether two people are contacts."""
    return Tie.objects.filter(source=one, target=other, kind=TieKind.CONTACT).exists()


def contacts_of(actor: Actor, after: UUID | None = None, limit: int = 30) -> list[Contact]:
    """Return a page of someone's contacts, the latest first, and one more if there is a next page; one statement."""
    mine = Connection.objects.filter(Q(asker=actor) | Q(asked=actor), state=State.MADE, id__lt=after or MAX_ID)
    return _seen_by(actor, list(mine.select_related("asker", "asked").order_by("-id")[: limit + 1]))


def asks_for(actor: Actor, limit: int = 50) -> list[Contact]:
    """Return who waits for someone's answer, the first to ask first; one statement."""
    waiting = Connection.objects.filter(asked=actor, state=State.ASKED, declined=None)
    return _seen_by(actor, list(waiting.select_related("asker", "asked").order_by("id")[:limit]))


def asks_by(actor: Actor) -> list[Contact]:
    """Return whom someone has asked, whether or not a no was said: that is not theirs to know; one statement."""
    asked = Connection.objects.filter(asker=actor, state=State.ASKED)
    return _seen_by(actor, list(asked.select_related("asker", "asked").order_by("-id")[:50]))


def _seen_by(actor: Actor, rows: list[Connection]) -> list[Contact]:
    return [
        Contact(row.id, row.other(actor), row.line, row.purpose, row.made or row.at, row.note_of(actor)) for row in rows
    ]


def connection_for(actor: Actor, connection: UUID) -> Connection | None:
    """Return a connection of someone's; others' are nobody's business."""
    mine = Connection.objects.filter(Q(asker=actor) | Q(asked=actor), id=connection)
    return mine.select_related("asker", "asked").first()
