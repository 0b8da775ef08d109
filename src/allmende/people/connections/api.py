"""What programs do with contacts: one's own, so for tokens that see all the way in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema

from allmende.commons.things.shapes import Who, who
from allmende.commons.tokens.areas import ME
from allmende.foundation.api import AFTER, LIMIT, Input, Made, Operations, Page, paged
from allmende.identity.actors.models import Actor
from allmende.people.connections import commands
from allmende.people.connections.models import Connection, State
from allmende.people.connections.queries.contacts import Contact, asks_by, asks_for, connection_for, contacts_of
from allmende.people.profiles.queries import person_here

router = Operations(ME)


class ContactOut(Schema):
    """Someone you are in contact with, or could be."""

    id: UUID
    person: Who
    line: str = Field(description="What was written when one asked the other.")
    purpose: str = Field(examples=["contact"])
    at: datetime
    note: str = Field(description="Your own, seen by nobody else.")


class AskIn(Input):
    """A line to whom you ask."""

    line: str = Field("", max_length=280, examples=["We met at the tree cutting."])
    purpose: Literal["contact", "mentoring"] = "contact"


class NoteIn(Input):
    """Where you know someone from."""

    note: str = Field(max_length=140, examples=["From the tree cutting."])


@router.reads("/contacts", Page[ContactOut], members=True)
def list_contacts(request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT) -> Any:
    """List whom you are in contact with, the latest first."""
    rows = contacts_of(request.actor, after, limit)
    return paged(request, response, _all(rows[:limit]), rows[limit - 1].id if len(rows) > limit else None)


@router.reads("/contacts/asking", Page[ContactOut], members=True)
def list_asking(request: HttpRequest, response: HttpResponse) -> Any:
    """List who waits for your answer."""
    return paged(request, response, _all(asks_for(request.actor)), None)


@router.reads("/contacts/asked", Page[ContactOut], members=True)
def list_asked(request: HttpRequest, response: HttpResponse) -> Any:
    """List whom you have asked."""
    return paged(request, response, _all(asks_by(request.actor)), None)


@router.posts("/people/{slug:handle}/connection", Made)
def ask_for_contact(request: HttpRequest, handle: str, sent: AskIn) -> Any:
    """Ask someone to be in contact; if they have asked you, both are at once."""
    made = commands.ask(request.actor, _person(request, handle), request.space, sent.line, sent.purpose)
    return {"id": made.id, "url": "/contacts/"}


@router.puts("/contacts/{uuid:key}/acceptance")
def accept_contact(request: HttpRequest, key: UUID) -> None:
    """Say yes to whom asks."""
    commands.accept(request.actor, _connection(request, key), request.space)


@router.puts("/contacts/{uuid:key}/refusal")
def refuse_contact(request: HttpRequest, key: UUID) -> None:
    """Say no, silently."""
    commands.decline(request.actor, _connection(request, key))


@router.puts("/contacts/{uuid:key}/note")
def note_contact(request: HttpRequest, key: UUID, sent: NoteIn) -> None:
    """Note for yourself where you know someone from."""
    commands.note(request.actor, _connection(request, key), sent.note)


@router.removes("/contacts/{uuid:key}")
def end_contact(request: HttpRequest, key: UUID) -> None:
    """End a contact, or take back what you asked; nobody is told."""
    connection = _connection(request, key)
    (commands.end if connection.state == State.MADE else commands.withdraw)(request.actor, connection)


def _connection(request: HttpRequest, key: UUID) -> Connection:
    connection = connection_for(request.actor, key)
    if connection is None:
        raise Http404
    return connection


def _person(request: HttpRequest, handle: str) -> Actor:
    person = person_here(request.actor, request.space, handle)
    if person is None:
        raise Http404
    return person


def _all(rows: Iterable[Contact]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.id,
            "person": who(row.person),
            "line": row.line,
            "purpose": row.purpose,
            "at": row.at,
            "note": row.note,
        }
        for row in rows
    ]
