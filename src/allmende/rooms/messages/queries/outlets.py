"""The programs outside that are told what is written in a conversation, and what went to them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from allmende.rooms.messages.models import Carried, CarriedState, Conversation, Outlet, Shape


def outlets_of(conversation: Conversation) -> list[Outlet]:
    """Return the programs that are told what is written in a conversation; a few at most, and none where it isn't a space's."""
    if conversation.shape != Shape.SPACE:
        return []
    return list(
        Outlet.objects.filter(conversation=conversation, ended=None)
        .select_related("maker", "conversation")
        .order_by("pk")
    )


def carried_of(conversation: Conversation, messages: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return to which programs messages went, by message: one statement, and none but in conversations of spaces."""
    found: dict[UUID, list[str]] = {}
    if conversation.shape == Shape.SPACE:
        rows = Carried.objects.filter(message__in=messages, state=CarriedState.SENT).order_by("pk")
        for message, name in rows.values_list("message", "outlet__name"):
            found.setdefault(message, []).append(str(name))
    return found
