"""What programs do with contacts and the path to paid work: one's own, so for tokens that see all the way in."""

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
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.people.connections import commands
from allmende.people.connections.models import Connection, State
from allmende.people.connections.queries.contacts import Contact, asks_by, asks_for, connection_for, contacts_of
from allmende.people.connections.queries.path import path_of
from allmende.people.connections.rules import may_walk_path
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


class StepOut(Schema):
    """A step of the path to paid work; those `by_hand` you tick yourself, the others are ticked by what you do."""

    key: str = Field(examples=["offer"])
    title: str = Field(examples=["Write your first offer"])
    why: str
    is_done: bool
    by_hand: bool


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


@router.reads("/path-to-paid-work", list[StepOut], members=True)
def list_steps(request: HttpRequest) -> Any:
    """List the steps of your path to paid work."""
    require(may_walk_path(request.actor, request.space))
    return [
        {"key": one.key, "title": str(one.title), "why": str(one.why), "is_done": one.is_done, "by_hand": one.by_hand}
        for one in path_of(request.actor)
    ]


@router.puts("/path-to-paid-work/{slug:step}")
def tick_step(request: HttpRequest, step: str) -> None:
    """Tick a step."""
    commands.reach(request.actor, request.space, step)


@router.removes("/path-to-paid-work/{slug:step}")
def untick_step(request: HttpRequest, step: str) -> None:
    """Take the tick of a step away."""
    commands.reach(request.actor, request.space, step, reached=False)


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
