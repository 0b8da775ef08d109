"""What contacts show on others' pages: the button beside a profile, and who waits for an answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.foundation.composed import Rows
from allmende.foundation.doors import Queue, Waiting
from allmende.identity.actors.models import Actor, Reader
from allmende.people.connections.models import Connection, Purpose, State
from allmende.people.connections.rules import between, could_ask


def profile_section(reader: Reader, root: Space, actor: Actor) -> dict[str, Any]:
    """How the reader and someone stand, and what the reader can do about it; nothing for guests and for oneself."""
    if not isinstance(reader, Actor) or reader.id == actor.id:
        return {}
    row = between(reader, actor).select_related("asker", "asked").first()
    if row is not None and row.state != State.WITHDRAWN:
        is_mine = row.asker_id == reader.id
        return {
            "person": actor, "connection": row, "note": row.note_of(reader), "is_made": row.state == State.MADE,
            "waits_for_them": row.state == State.ASKED and is_mine, "waits_for_me": row.state == State.ASKED and not is_mine,
        }  # fmt: skip
    return {"person": actor} if could_ask(reader, actor, root) else {}


def waiting(reader: Reader, _root: Space) -> list[Queue]:
    """Who waits for the reader's answer."""
    if not isinstance(reader, Actor):
        return []
    return [Queue(_unanswered.asked(reader.id), _say)]


_unanswered = Rows(
    lambda asked: Connection.objects.filter(asked=asked, state=State.ASKED, declined=None).order_by("id"), UUID
)


def _say(rows: QuerySet[Connection]) -> list[Waiting]:
    titles = {
        Purpose.MENTORING: _("%(name)s asks you to be their mentor"),
        Purpose.CONTACT: _("%(name)s would like to be in contact"),
    }
    return [
        Waiting(titles[Purpose(row.purpose)] % {"name": row.asker.name}, reverse("connections:index"), "user-plus", row.line)
        for row in rows.select_related("asker")[:5]
    ]  # fmt: skip
