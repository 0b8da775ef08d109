"""What contacts show on others' pages: the button beside a profile, and who waits for an answer."""

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
from allmende.people.connections.models import Connection, Purpose, State
from allmende.people.connections.rules import between, could_ask

MOST_WAITING = 5


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
    return [Queue(_unanswered.put(reader.id), _say)]


def _asked(asked: UUID) -> QuerySet[Connection, Any]:
    rows = Connection.objects.filter(asked=asked, state=State.ASKED, declined=None).order_by("id")
    return rows.values_list("purpose", "asker__name", "line")[:MOST_WAITING]


_unanswered = Wanted(_asked, UUID)


def _say(rows: list[list[Any]]) -> list[Waiting]:
    titles = {
        Purpose.MENTORING: _("%(name)s asks you to be their mentor"),
        Purpose.CONTACT: _("%(name)s would like to be in contact"),
    }
    return [
        Waiting(titles[Purpose(purpose)] % {"name": name}, reverse("connections:index"), "user-plus", line)
        for purpose, name, line in rows
    ]  # fmt: skip
