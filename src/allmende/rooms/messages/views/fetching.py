"""What every page of a conversation begins with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import require
from allmende.rooms.messages.models import Conversation, Message
from allmende.rooms.messages.queries import conversation_for, inbox_of, message_for


def get_conversation(request: HttpRequest, key: UUID) -> Conversation:
    """Return a conversation that the reader is in; raises Refused for guests, Http404 for all others."""
    require(is_signed_in(request.actor))
    found = conversation_for(request.actor, request.space, key)
    if found is None:
        raise Http404
    return found


def get_message(request: HttpRequest, key: UUID) -> Message:
    """Return a message of a conversation that the reader is in; raises Refused for guests, Http404 for all others."""
    require(is_signed_in(request.actor))
    found = message_for(request.actor, request.space, key)
    if found is None:
        raise Http404
    return found


def listed(request: HttpRequest, current: UUID | None = None) -> dict[str, Any]:
    """The list of conversations that stands beside each page of the room."""
    inbox = inbox_of(request.actor, request.space, only_new="new" in request.GET)
    return {
        "inbox": inbox, "current": current, "only_new": "new" in request.GET,
        "inbox_more": f"?after={inbox.next}" if inbox.next else "",
    }  # fmt: skip
