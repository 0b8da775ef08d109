"""What messages show on others' pages: beside a profile, on a space, and who waits for the reader's word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Reach
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import has_duty, is_curator
from allmende.foundation.doors import Queue, Waiting
from allmende.foundation.gathered import Put, Wanted
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.messages.models import Announcement, AnnouncementState, ConversationState, Seat
from allmende.rooms.messages.queries.queue import pace_of
from allmende.rooms.messages.rules import may_begin, may_open_space_talk, may_see_outbox, may_write_to_body

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
        "may_announce": _is_of_team(reader, space) and may_see_outbox(reader, space),
    }
    if not (shown["may_open"] or shown["may_write"] or shown["may_announce"]):
        return {}
    return {**shown, "pace": pace_of(space) if shown["may_write"] else ""}


MOST_UNREAD = 10
"""The number beside the room's name counts no further: then it says 9+."""


def unread(reader: Actor, root: Space) -> Put:
    """The question for the conversations in which something is new to a reader, but those they muted and who asks whether they may write."""
    return _unread.put(reader.id, root.pk, root.pk, reader.id)


def _unread_seats(reader: UUID, root: UUID, place_root: UUID, reached: UUID) -> QuerySet[Seat, Any]:
    here = Q(conversation__space=root) | Q(conversation__place__root=place_root)
    reads = Exists(Reach.objects.filter(actor=reached, audience=OuterRef("conversation__audience")))
    rows = Seat.objects.filter(here, reads, actor=reader, muted=False, last__gt=F("read"), conversation__state="")
    return rows.order_by("-last").values_list("conversation_id")[:MOST_UNREAD]


_unread = Wanted(_unread_seats, UUID, UUID, UUID, UUID)


def waiting(reader: Reader, root: Space) -> list[Queue]:
    """Who doesn't know the reader and wrote to them; what others of the team ask them to look at before it goes to all."""
    if not isinstance(reader, Actor):
        return []
    asking = Queue(_asking.put(reader.id, root.pk, reader.id), _say)
    if not _is_of_team(reader, root) or not may_see_outbox(reader, root):
        return [asking]
    return [asking, Queue(_reviewing.put(root.pk, reader.id), _say_review)]


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


def _is_of_team(reader: Reader, space: Space) -> bool:
    """Whether someone may answer for a space at all: so that nobody else pays for asking who is on duty."""
    return has_duty(reader) or bool(is_curator(reader, space))


def _to_review(place: UUID, author: UUID) -> QuerySet[Announcement, Any]:
    rows = Announcement.objects.filter(kind="announcement", state=AnnouncementState.REVIEW, place=place)
    return rows.exclude(author=author).order_by("pk").values_list("author__name", "title", "pk")[:MOST_WAITING]


_reviewing = Wanted(_to_review, UUID, UUID)


def _say_review(rows: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(
            _("%(name)s asks you to look at “%(title)s”") % {"name": name, "title": title}, reverse("messages:outbox_announcement", args=[key]),
            "eye",
        )
        for name, title, key in rows
    ]  # fmt: skip
