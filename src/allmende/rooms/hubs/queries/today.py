"""Who is here today, who is elsewhere and within reach, and who is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allmende.commons.files.queries import portrait_url
from allmende.foundation import clock
from allmende.identity.actors.models import Reader
from allmende.rooms.hubs.models import Hub, Presence, Question
from allmende.rooms.hubs.rules import is_present, may_be_here

MOST = 200


@dataclass(frozen=True)
class PersonToday:
    """Someone who said that they are there, and on what."""

    name: str
    handle: str
    portrait: str
    what: str
    has_time: bool
    is_me: bool


def people_today(reader: Reader, hub: Hub) -> tuple[list[PersonToday], list[PersonToday]]:
    """Return who is here today, and who is elsewhere; one statement, for members of the hub only."""
    if not may_be_here(reader, hub.space):
        return [], []
    rows = Presence.objects.filter(hub=hub.pk, day=hub.today).order_by("pk")
    fields = ("is_here", "person__name", "person__handle", "person__portrait", "what", "has_time", "person_id")
    found = [
        (is_here, PersonToday(name, handle, portrait_url(portrait), what, has_time, person == reader.id))
        for is_here, name, handle, portrait, what, has_time, person in rows.values_list(*fields)[:MOST]
    ]
    return [person for is_here, person in found if is_here], [person for is_here, person in found if not is_here]


@dataclass(frozen=True)
class QuestionCard:
    """Someone is stuck; who helps is told to both."""

    id: UUID
    text: str
    name: str
    handle: str
    portrait: str
    until: datetime
    helper: str
    helper_handle: str
    is_mine: bool
    i_help: bool


def questions_for(reader: Reader, hub: Hub) -> list[QuestionCard]:
    """Return what is asked in a hub now, for those who are there today, here or elsewhere; one or two statements.

    Who has said that they have no time is not asked.
    """
    if not may_be_here(reader, hub.space) or not is_present(reader, hub):
        return []
    rows = Question.objects.filter(hub=hub.pk, closes__gt=clock.now()).order_by("id")
    return [_card(reader, row) for row in rows.select_related("person", "helper")[:MOST]]


def _card(reader: Reader, row: Question) -> QuestionCard:
    person, helper = row.person, row.helper
    return QuestionCard(
        row.id, row.text, person.name, person.handle, portrait_url(person.portrait), row.closes,
        helper.name if helper else "", helper.handle if helper else "", person.id == reader.id, bool(helper and helper.id == reader.id),
    )  # fmt: skip


def question_of(reader: Reader, hub: Hub, key: UUID) -> Question | None:
    """Return a question that stands in a hub, for those who see it."""
    if not may_be_here(reader, hub.space):
        return None
    return (
        Question.objects.filter(hub=hub.pk, id=key, closes__gt=clock.now()).select_related("hub__space__root").first()
    )
