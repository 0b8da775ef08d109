"""Makers of conversations for tests: they do what people do."""

from __future__ import annotations

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.commands import begin, write
from allmende.rooms.messages.models import Conversation, Message


def make_talk(
    root: Space, writer: Actor, *others: Actor, text: str = "Shall we water the pond?", title: str = ""
) -> Conversation:
    """Let someone write to one or to several others."""
    return begin(writer, root, others, text, title=title).conversation


def say(writer: Actor, conversation: Conversation, text: str = "Yes.", **more: object) -> Message:
    """Let someone write into a conversation."""
    return write(writer, conversation, text, **more)  # type: ignore[arg-type]
