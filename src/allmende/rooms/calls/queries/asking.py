"""Questions about a brief, and the news of a call, as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Contribution, Question, Round, Update
from allmende.rooms.calls.rules import may_answer, sees_behind

PAGE = 20
NEWEST = 3


@dataclass(frozen=True)
class QuestionView:
    """A question with its answer, as a reader sees it."""

    id: UUID
    html: SafeString
    text: str
    asker: str
    """Who asked; empty where that stays unsaid."""
    asker_url: str
    asked: datetime
    answer: SafeString
    answer_text: str
    answered_by: str
    answered: datetime | None
    is_own: bool


@dataclass(frozen=True)
class QuestionPage:
    """One page of questions: those that wait first for who answers them, then the newest."""

    questions: list[QuestionView]
    next: UUID | None


def questions_of(reader: Reader, call: Call, after: UUID | None = None, limit: int = PAGE) -> QuestionPage:
    """Return one page of the questions that a reader sees, the newest first; one statement."""
    rows = list(_visible(reader, call).filter(id__lt=after or MAX_ID).order_by("-id")[: limit + 1])
    shown = [_view(reader, row) for row in rows[:limit]]
    return QuestionPage(shown, shown[-1].id if len(rows) > limit else None)


def waiting_of(reader: Reader, call: Call) -> int:
    """Return how many questions wait for an answer, for who may answer them."""
    return call.questions.filter(answered=None).count() if may_answer(reader, call) else 0


def question_in(reader: Reader, call: Call, key: UUID) -> Question | None:
    """Return a question of a call that a reader sees."""
    return _visible(reader, call).filter(id=key).first()


def _visible(reader: Reader, call: Call) -> QuerySet[Question]:
    rows = Question.objects.filter(call=call.id).select_related("asker", "answered_by")
    if call.round == Round.ALL or sees_behind(reader, call) or may_answer(reader, call):
        return rows
    return (
        rows.filter(Q(answered__isnull=False) | Q(asker=reader.id))
        if reader.id
        else rows.filter(answered__isnull=False)
    )


def _view(reader: Reader, row: Question) -> QuestionView:
    own = row.asker_id is not None and row.asker_id == reader.id
    said = row.asker if not row.is_unnamed and row.asker and row.asker.erased is None else None
    return QuestionView(
        row.id, mark_safe(row.text_html), row.text, said.name if said else "", reverse("person", args=[said.handle]) if said else "",
        row.asked, mark_safe(row.answer_html), row.answer, row.answered_by.name if row.answered_by else "", row.answered, own,
    )  # fmt: skip


@dataclass(frozen=True)
class UpdateView:
    """News of a call."""

    id: UUID
    title: str
    html: SafeString
    author: str
    author_url: str
    at: datetime
    is_later: bool = False
    """Whether it came after the reader had handed something in."""


def newest_rows(call: UUID) -> QuerySet[Update, Any]:
    """The newest of a call's news, as values: to be asked together with others."""
    return Update.objects.filter(call=call).order_by("-id").values_list("id", "title", "at")[:NEWEST]


def updates_of(
    reader: Reader, call: Call, after: UUID | None = None, limit: int = PAGE
) -> tuple[list[UpdateView], UUID | None]:
    """Return one page of a call's news, the newest first, each marked that is later than what the reader handed in."""
    rows: Sequence[Update] = list(
        Update.objects.filter(call=call.id, id__lt=after or MAX_ID)
        .select_related("author")
        .order_by("-id")[: limit + 1]
    )
    since = handed_in_at(reader, call) if rows else None
    shown = [
        UpdateView(
            row.id, row.title, mark_safe(row.text_html), row.author.name, reverse("person", args=[row.author.handle]), row.at,
            since is not None and row.at > since,
        )
        for row in rows[:limit]
    ]  # fmt: skip
    return shown, shown[-1].id if len(rows) > limit else None


def handed_in_at(reader: Reader, call: Call) -> datetime | None:
    """Return when a reader last changed what they wrote for a call; None where they wrote nothing."""
    if reader.is_guest:
        return None
    own = Contribution.objects.visible_to(reader).filter(call=call.id, author=reader.id)
    found: datetime | None = own.aggregate(at=Min("changed"))["at"]
    return found
