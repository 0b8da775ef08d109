"""What a conversation is to the caller, and their answer to who asks."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.foundation.api import Flag, Input
from allmende.identity.actors.models import Actor
from allmende.rooms.messages import commands
from allmende.rooms.messages.api.talking import TextIn, conversation_at, router
from allmende.rooms.messages.models import Conversation
from allmende.rooms.messages.queries import people_named
from allmende.rooms.messages.queries.talk import shows_reading
from allmende.rooms.messages.rules import people_in


class ReadIn(Input):
    """How far you have read."""

    upto: UUID


class NameIn(Input):
    """What a conversation of several is called; empty: by its people."""

    title: str = Field(max_length=120, examples=["Pond"])


class PersonIn(Input):
    """A member, by their handle."""

    person: str = Field(max_length=60, examples=["ada-berg"])


class ChannelIn(Input):
    """The way on which messages come besides the page; empty: none."""

    channel: Literal["", "mail"]


class MannerIn(Input):
    """Whether others see how far you have read, and you of them."""

    shows_reading: Flag


class MannerOut(Schema):
    """The same, as it stands."""

    shows_reading: bool


@router.puts("/conversations/{uuid:key}/reading")
def read_conversation(request: HttpRequest, key: UUID, sent: ReadIn) -> None:
    """Note how far you have read."""
    commands.mark_read(request.actor, conversation_at(request, key), sent.upto)


@router.puts("/conversations/{uuid:key}/draft")
def keep_draft(request: HttpRequest, key: UUID, sent: TextIn) -> None:
    """Keep what you have begun to write."""
    commands.save_draft(request.actor, conversation_at(request, key), sent.text)


@router.puts("/conversations/{uuid:key}/acceptance")
def accept_message_request(request: HttpRequest, key: UUID) -> None:
    """Say that someone may write to you."""
    commands.accept(request.actor, conversation_at(request, key))


@router.puts("/conversations/{uuid:key}/refusal")
def refuse_message_request(request: HttpRequest, key: UUID) -> None:
    """Say no, silently."""
    commands.decline(request.actor, conversation_at(request, key))


@router.puts("/conversations/{uuid:key}/pin")
def pin_conversation(request: HttpRequest, key: UUID) -> None:
    """Keep a conversation at the head of your list."""
    commands.pin(request.actor, conversation_at(request, key), pinned=True)


@router.removes("/conversations/{uuid:key}/pin")
def unpin_conversation(request: HttpRequest, key: UUID) -> None:
    """Let it go back to its place."""
    commands.pin(request.actor, conversation_at(request, key), pinned=False)


@router.puts("/conversations/{uuid:key}/silence")
def mute_conversation(request: HttpRequest, key: UUID) -> None:
    """Be told of it no more."""
    commands.mute(request.actor, conversation_at(request, key), muted=True)


@router.removes("/conversations/{uuid:key}/silence")
def unmute_conversation(request: HttpRequest, key: UUID) -> None:
    """Be told of it again."""
    commands.mute(request.actor, conversation_at(request, key), muted=False)


@router.puts("/conversations/{uuid:key}/channel")
def choose_message_channel(request: HttpRequest, key: UUID, sent: ChannelIn) -> None:
    """Let messages of a conversation come by e-mail too, with what is written, or no longer."""
    commands.choose_channel(request.actor, conversation_at(request, key), sent.channel)


@router.puts("/conversations/{uuid:key}/name")
def name_conversation(request: HttpRequest, key: UUID, sent: NameIn) -> None:
    """Give a conversation of several a name."""
    commands.rename(request.actor, conversation_at(request, key), sent.title)


@router.puts("/conversations/{uuid:key}/people")
def add_to_conversation(request: HttpRequest, key: UUID, sent: PersonIn) -> None:
    """Bring someone in; they read what was written before."""
    people = people_named(request.actor, request.space, sent.person)
    commands.add_people(request.actor, conversation_at(request, key), people)


@router.removes("/conversations/{uuid:key}/people/{slug:handle}")
def take_out_of_conversation(request: HttpRequest, key: UUID, handle: str) -> None:
    """Take someone out of a conversation that you began, or leave it yourself."""
    found = conversation_at(request, key)
    person = _person(found, handle)
    if person.id == request.actor.id:
        commands.leave(request.actor, found)
    else:
        commands.take_out(request.actor, found, person)


@router.puts("/conversations/{uuid:key}/carer")
def hand_conversation_over(request: HttpRequest, key: UUID, sent: PersonIn) -> None:
    """Name who answers from now on in a conversation of an organisation or a space."""
    found = conversation_at(request, key)
    commands.hand_over(request.actor, found, _person(found, sent.person))


@router.reads("/me/message-settings", MannerOut, members=True)
def get_message_settings(request: HttpRequest) -> Any:
    """Read whether others see how far you have read."""
    return {"shows_reading": shows_reading(request.actor)}


@router.puts("/me/message-settings")
def set_message_settings(request: HttpRequest, sent: MannerIn) -> None:
    """Set whether others see how far you have read, and you of them."""
    commands.set_manner(request.actor, shows_reading=sent.shows_reading)


def _person(conversation: Conversation, handle: str) -> Actor:
    found = people_in(conversation).filter(handle=handle).first()
    if found is None:
        raise Http404
    return found
