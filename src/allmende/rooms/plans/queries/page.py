"""The questions of a plan with their answers, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from allmende.commons.files.queries import portrait_url
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.rooms.plans.models import QUESTIONS, Answer, Asked, Plan, Question
from allmende.rooms.plans.queries.links import question_url
from allmende.rooms.plans.rules import demanded_of


@dataclass(frozen=True)
class Face:
    """Somebody beside what they said."""

    name: str
    handle: str
    url: str
    portrait: str


@dataclass(frozen=True)
class AnswerView:
    """One person's answer to a question."""

    id: UUID
    question: str
    author: Face
    html: SafeString
    text: str
    revision: int
    changed: datetime
    is_mine: bool
    is_concrete: bool
    lacks: str
    read_by: Face | None
    read: datetime | None


@dataclass(frozen=True)
class QuestionView:
    """A question of a plan: how far it is, in a word and a tone."""

    asked: Asked
    number: int
    url: str
    is_demanded: bool
    answers: int
    confirmed: int
    lacking: int
    said: int
    """How many comments its discussion has."""

    @property
    def key(self) -> Question:
        """Which of the ten it is."""
        return self.asked.key

    @property
    def is_settled(self) -> bool:
        """Whether a second person has confirmed an answer."""
        return self.confirmed > 0

    @property
    def standing(self) -> Text:
        """How it stands, in words."""
        if self.is_settled:
            return _("confirmed")
        if self.lacking:
            return _("something is missing")
        return _("waits for a second person") if self.answers else _("not answered yet")

    @property
    def tone(self) -> str:
        """The colour of the word."""
        return "ok" if self.is_settled else "warn" if self.lacking else "info" if self.answers else ""

    @property
    def icon(self) -> str:
        """The sign beside the word."""
        return "check" if self.is_settled else "alert-triangle" if self.lacking else "eye" if self.answers else "pencil"


def questions_of(plan: Plan) -> list[QuestionView]:
    """Return the ten questions of a plan and how each stands; two statements, and what is kept of demands."""
    rows = list(plan.answers.values_list("question", "is_concrete", "lacks"))
    said = dict(plan.topics.values_list("question", "talk__comment_count"))
    demanded = set(demanded_of(plan.place))
    return [
        QuestionView(
            asked, number, question_url(plan.id, asked.key), asked.key in demanded,
            answers=sum(key == asked.key for key, _concrete, _lacks in rows),
            confirmed=sum(key == asked.key and concrete for key, concrete, _lacks in rows),
            lacking=sum(key == asked.key and bool(lacks) for key, _concrete, lacks in rows),
            said=said.get(asked.key) or 0,
        )
        for number, asked in enumerate(QUESTIONS.values(), 1)
    ]  # fmt: skip


def answers_to(reader: Reader, plan: Plan, question: str = "") -> list[AnswerView]:
    """Return the answers to a question of a plan, or to all, the first given first; two statements."""
    rows = plan.answers.order_by("created", "id")
    found = list(rows.filter(question=question) if question else rows)
    return views_of(reader, found)


def views_of(reader: Reader, answers: Iterable[Answer]) -> list[AnswerView]:
    """Return answers as pages show them."""
    found = list(answers)
    cards = actor_cards(key for row in found for key in (row.author_id, row.read_by_id) if key)
    return [
        AnswerView(
            row.id, row.question, face_of(cards.get(row.author_id)), mark_safe(row.text_html), row.text, row.revision, row.changed,
            is_mine=not reader.is_guest and row.author_id == reader.id, is_concrete=row.is_concrete, lacks=row.lacks,
            read_by=face_of(cards.get(row.read_by_id)) if row.read_by_id else None, read=row.read,
        )
        for row in found
    ]  # fmt: skip


def face_of(card: ActorCard | None) -> Face:
    """Return somebody's face; one who is gone has none."""
    if card is None:
        return Face(_("a former member"), "", "", "")
    return Face(card.name, card.handle, reverse("person", args=[card.handle]), portrait_url(card.portrait))
