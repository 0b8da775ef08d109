"""What the desk offers the house: what one was asked, which help waits, and what it keeps of people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import has_duty, is_curator
from allmende.foundation.doors import Queue, Room, Tally, Waiting
from allmende.foundation.gathered import Wanted
from allmende.foundation.personal import Holding
from allmende.identity.actors.models import Reader
from allmende.people.desk.commands import forget
from allmende.people.desk.models import Ask, AskState
from allmende.people.desk.queries.board import KEY, calls_of, open_calls
from allmende.people.desk.queries.personal import export
from allmende.people.desk.rules import may_see_desk


def _waiting(reader: Reader, root: Space) -> list[Queue | Tally]:
    """What one was asked for; for those on duty, who needs help."""
    if reader.id is None:
        return []
    found: list[Queue | Tally] = [Queue(_open_asks.put(root.id, reader.id), _steps)]
    on_desk = (has_duty(reader) or is_curator(reader, root)) and may_see_desk(reader, root)
    if on_desk:
        found += [
            Tally(open_calls(root).values_list("id"), _calls_for_help),
            Tally(calls_of(reader, root).values_list("id"), _own_calls),
        ]
    return found


def _asked(root: UUID, actor: UUID) -> QuerySet[Ask, Any]:
    rows = Ask.objects.filter(space_id=root, actor=actor, state=AskState.OPEN).order_by("id")
    return rows.values_list("by__name", "text")[:2]


_open_asks = Wanted(_asked, UUID, UUID)


def _steps(asks: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("%(name)s asks you for a small step") % {"name": name}, reverse("desk:asked"), "heart-handshake", text)
        for name, text in asks
    ]  # fmt: skip


def _calls_for_help(count: int) -> Waiting:
    title = ngettext("%(n)d person asks for help", "%(n)d people ask for help", count) % {"n": count}
    return Waiting(title, reverse("desk:desk"), "message-circle-question")


def _own_calls(count: int) -> Waiting:
    title = ngettext("%(n)d question waits for your answer", "%(n)d questions wait for your answer", count) % {
        "n": count
    }
    return Waiting(title, reverse("desk:desk"), "message-circle-question", _("You said that you look after it."))


DOOR = Room(
    key=KEY,
    api=("allmende.people.desk.api.me", "allmende.people.desk.api.people"),
    name=_("Team desk"),
    icon="heart-handshake",
    waiting=_waiting,
)


HELD = Holding(
    "desk", ("desk.Ask", "desk.Mute", "desk.Help", "desk.Reply", "desk.Tip"), export, forget,
    title=_("What you were asked for, and what you asked for help with"),
    why=_("So that people are asked by name and not too often, and nobody waits for help."),
    until=_("As long as you have an account."),
)  # fmt: skip
