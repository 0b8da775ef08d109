"""Conversations and their messages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Schema

from allmende.commons.spaces.models import Space
from allmende.commons.things.shapes import Who, who
from allmende.foundation.api import AFTER, Input, Made, Operations, Page, paged
from allmende.foundation.areas import Area
from allmende.rooms.messages import commands
from allmende.rooms.messages.models import Conversation, Message
from allmende.rooms.messages.queries import (
    InboxRow,
    MessageView,
    conversation_for,
    inbox_of,
    message_for,
    people_named,
    requests_of,
    talk_in,
)
from allmende.rooms.messages.queries.kinds import message_url
from allmende.rooms.messages.queries.outlets import outlets_of
from allmende.rooms.messages.queries.outside import outsiders_of
from allmende.rooms.messages.queries.talk import head_of
from allmende.rooms.messages.rules import may_send

AREA = Area("messages", _("Messages"), _("My conversations: reading, writing, and who is in them."), is_ones_own=True)

router = Operations(AREA)


class ConversationOut(Schema):
    """A conversation in your list; `is_new`: something in it was written since you looked."""

    id: UUID
    title: str = Field(examples=["Ada Berg"])
    shape: str = Field(examples=["direct"], description="direct, group, space or body (an organisation).")
    is_new: bool
    pinned: bool
    muted: bool
    draft: str
    writer: str = Field(examples=["You"])
    excerpt: str = Field(examples=["See you at nine."])
    at: datetime


class QuotedOut(Schema):
    """The message that is answered."""

    id: UUID
    name: str
    words: str


class MessageOut(Schema):
    """A message. What was removed has no words."""

    id: UUID
    author: Who
    is_outside: bool = Field(description="Whoever wrote it takes part by mail, without an account.")
    body: str = Field(description="The organisation that it was written for; empty: for oneself.")
    html: str
    at: datetime
    edited: datetime | None
    is_removed: bool
    is_pinned: bool
    told: list[str] = Field(description="Names of the programs outside that it went to.")
    carrier: str = Field(examples=["app"], description="The channel that brought it.")
    answers: QuotedOut | None
    files: list[str] = Field(description="Addresses of pictures and documents, good for an hour or two.")


class ConversationWhole(Schema):
    """Who is in a conversation, and whether you may write in it."""

    id: UUID
    title: str
    shape: str
    state: str = Field(
        examples=["asked"], description="Empty once both know that they talk; otherwise the first message asks."
    )
    people: list[Who]
    outside: list[str] = Field(description="Names of those who read along from outside, by mail.")
    told: list[str] = Field(description="Names of the programs outside that are told what is written.")
    carer: str = Field(description="Who answers, where it was handed over.")
    may_write: bool
    why_not: str


class BeginIn(Input):
    """A first message, and to whom."""

    people: list[str] = Field(min_length=1, max_length=49, examples=[["ada-berg"]], description="Handles of members.")
    text: str = Field(max_length=10_000, examples=["Shall we water the pond on Sunday?"])
    title: str = Field("", max_length=120, description="What it is called; for several people.")


class WriteIn(Input):
    """A message."""

    text: str = Field(max_length=10_000, examples=["Yes, at nine."])
    answers: UUID | None = Field(None, description="The message that this one quotes.")


class TextIn(Input):
    """Words."""

    text: str = Field(max_length=10_000, examples=["Yes, at ten."])


@router.reads("/conversations", Page[ConversationOut], members=True)
def list_conversations(
    request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, unread: bool = Query(False)
) -> Any:
    """List your conversations: what you pinned, then the others, the latest first."""
    inbox = inbox_of(request.actor, request.space, after, only_new=unread)
    return paged(request, response, _rows([*inbox.pinned, *inbox.rows]), inbox.next)


@router.reads("/conversations/requests", Page[ConversationOut], members=True)
def list_message_requests(request: HttpRequest, response: HttpResponse) -> Any:
    """List who doesn't know you and wrote to you."""
    return paged(request, response, _rows(requests_of(request.actor, request.space)), None)


@router.posts("/conversations", Made)
def begin_conversation(request: HttpRequest, sent: BeginIn) -> Any:
    """Write to someone, or to several; of two people there is one conversation."""
    people = people_named(request.actor, request.space, ", ".join(sent.people))
    said = commands.begin(request.actor, request.space, people, sent.text, title=sent.title)
    return _made(said)


@router.posts("/spaces/{slug:slug}/conversation", Made)
def open_space_conversation(request: HttpRequest, slug: str) -> Any:
    """Open the conversation of a space's members."""
    made = commands.open_space_talk(request.actor, space_at(request, slug))
    return {"id": str(made.pk), "url": f"/messages/{made.pk}/"}


@router.posts("/organisations/{slug:slug}/messages", Made)
def write_to_organisation(request: HttpRequest, slug: str, sent: TextIn) -> Any:
    """Write to an organisation or network: whoever represents it answers."""
    return _made(commands.write_to_body(request.actor, space_at(request, slug), sent.text))


@router.reads("/conversations/{uuid:key}", ConversationWhole, members=True)
def get_conversation(request: HttpRequest, key: UUID) -> Any:
    """Read who is in a conversation, and whether you may write."""
    found = conversation_at(request, key)
    head, verdict = head_of(request.actor, found), may_send(request.actor, found)
    is_asked = "asked" if found.is_asked else ""  # a no is known to who said it alone
    return {
        "id": found.pk, "title": head.title, "shape": found.shape, "state": is_asked, "people": [who(one) for one in head.people],
        "told": [str(one.name) for one in outlets_of(found)],
        "outside": [str(one.actor.name) for one in outsiders_of(found)],
        "carer": head.carer, "may_write": bool(verdict), "why_not": "" if verdict else str(verdict.reason),
    }  # fmt: skip


@router.reads("/conversations/{uuid:key}/messages", Page[MessageOut], members=True)
def list_messages(request: HttpRequest, response: HttpResponse, key: UUID, after: UUID | None = AFTER) -> Any:
    """List the messages of a conversation, the latest first; reading them here marks nothing as read."""
    talk = talk_in(request.actor, conversation_at(request, key), before=after)
    return paged(request, response, [_message(view) for view in reversed(talk.messages)], talk.earlier)


@router.posts("/conversations/{uuid:key}/messages", Made)
def write_message(request: HttpRequest, key: UUID, sent: WriteIn) -> Any:
    """Write a message."""
    return _made(commands.write(request.actor, conversation_at(request, key), sent.text, answers=sent.answers))


@router.puts("/messages/{uuid:key}")
def edit_message(request: HttpRequest, key: UUID, sent: TextIn) -> None:
    """Mend what you wrote, for a quarter of an hour."""
    commands.edit(request.actor, message_at(request, key), sent.text)


@router.puts("/messages/{uuid:key}/pin")
def pin_message(request: HttpRequest, key: UUID) -> None:
    """Keep a message at the head of its conversation, for all in it."""
    commands.pin_message(request.actor, message_at(request, key), pinned=True)


@router.removes("/messages/{uuid:key}/pin")
def unpin_message(request: HttpRequest, key: UUID) -> None:
    """Let go of it."""
    commands.pin_message(request.actor, message_at(request, key), pinned=False)


@router.removes("/messages/{uuid:key}")
def remove_message(request: HttpRequest, key: UUID) -> None:
    """Remove what you wrote, for everyone; its place stays."""
    commands.remove(request.actor, message_at(request, key))


def conversation_at(request: HttpRequest, key: UUID) -> Conversation:
    """Return a conversation that the caller is in; raises Http404."""
    found = conversation_for(request.actor, request.space, key)
    if found is None:
        raise Http404
    return found


def message_at(request: HttpRequest, key: UUID) -> Message:
    """Return a message of a conversation that the caller is in; raises Http404."""
    found = message_for(request.actor, request.space, key)
    if found is None:
        raise Http404
    return found


def space_at(request: HttpRequest, slug: str) -> Space:
    """Return a space of the community that the caller sees, the community itself too; raises Http404."""
    rows = Space.objects.visible_to(request.actor).select_related("root", "audience", "voice")
    found = rows.filter(Q(root=request.space) | Q(pk=request.space.pk), slug=slug).first()
    if found is None:
        raise Http404
    return found


def _rows(rows: Iterable[InboxRow]) -> list[dict[str, Any]]:
    names = ("id", "title", "shape", "is_new", "pinned", "muted", "draft", "writer", "excerpt", "at")
    return [{name: getattr(row, name) for name in names} for row in rows]


def _message(view: MessageView) -> dict[str, Any]:
    return {
        "id": view.id, "author": {"handle": view.handle, "name": view.name}, "is_outside": view.is_outside, "body": view.body, "html": str(view.html), "at": view.at,
        "edited": view.edited, "is_removed": view.is_removed, "is_pinned": view.is_pinned, "carrier": view.carrier, "told": view.carried,
        "answers": {"id": view.quoted.id, "name": view.quoted.name, "words": view.quoted.words} if view.quoted else None,
        "files": [*(one.full for one in view.pictures), *(one.url for one in view.documents)],
    }  # fmt: skip


def _made(said: Message) -> dict[str, Any]:
    return {"id": str(said.pk), "url": message_url(said.conversation_id, said.pk)}
