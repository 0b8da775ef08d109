"""What messages show on others' pages: beside a profile, on a space, and who waits for the reader's word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Queue, Waiting
from allmende.foundation.gathered import Wanted
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.messages.models import ConversationState, Seat
from allmende.rooms.messages.rules import may_begin, may_open_space_talk, may_write_to_body

MOST_WAITING = 5


def profile_section(reader: Reader, root: Space, actor: Actor) -> dict[str, Any]:
    """The way to write to someone, or why it is closed; nothing for guests and for oneself. Whether they are asked first is said there."""
    if not isinstance(reader, Actor) or reader.id == actor.id:
        return {}
    return {"person": actor, "verdict": may_begin(reader, actor, root)}


def space_section(reader: Reader, space: Space) -> dict[str, Any]:
    """The members' conversation of a space, and the way to write to an organisation; nothing for those to whom neither is open."""
    shown = {
        "place": space,
        "may_open": may_open_space_talk(reader, space),
        "may_write": may_write_to_body(reader, space),
    }
    return shown if shown["may_open"] or shown["may_write"] else {}


def waiting(reader: Reader, root: Space) -> list[Queue]:
    """Who doesn't know the reader and wrote to them."""
    if not isinstance(reader, Actor):
        return []
    return [Queue(_asking.put(reader.id, root.pk, reader.id), _say)]


def _asked(reader: UUID, root: UUID, author: UUID) -> QuerySet[Seat, Any]:
    rows = Seat.objects.filter(actor=reader, conversation__space=root, conversation__state=ConversationState.ASKED)
    others = rows.exclude(conversation__asker=author).order_by("pk")
    return others.values_list("conversation__asker__name")[:MOST_WAITING]


_asking = Wanted(_asked, UUID, UUID, UUID)


def _say(rows: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("%(name)s would like to write to you") % {"name": name}, reverse("messages:requests"), "message-circle-question")
        for (name,) in rows
    ]  # fmt: skip
