"""Questions about a brief, their answers, and the news of a call."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema

from allmende.foundation.api import AFTER, LIMIT, Flag, Input, Made, Moment, Page, paged
from allmende.rooms.calls.api.area import call_at, router
from allmende.rooms.calls.commands import asking as commands
from allmende.rooms.calls.models import Call, Question
from allmende.rooms.calls.queries.asking import question_in, questions_of, updates_of
from allmende.rooms.calls.queries.links import call_url

WHY = "May it stand on the lawn?"


class BriefQuestionOut(Schema):
    """A question about the brief; answered, it is for everyone."""

    id: UUID
    text: str = Field(description="Markdown.", examples=[WHY])
    asker: str = Field(description="Who asked; empty where that stays unsaid.", examples=["Ben Roth"])
    asked: datetime
    answer: str = Field(description="Markdown; empty until it is answered.", examples=["Yes, north of the path."])
    answered_by: str
    answered: datetime | None


class BriefQuestionIn(Input):
    """A question about the brief."""

    text: str = Field(description="Markdown.", examples=[WHY], json_schema_extra={"maxLength": 2_000})
    unnamed: Flag = Field(False, description="Whether your name stays out, also for the hosts.")


class BriefAnswerIn(Input):
    """An answer for everyone."""

    answer: str = Field(
        description="Markdown.", examples=["Yes, north of the path."], json_schema_extra={"maxLength": 10_000}
    )


class QuestionRoundIn(Input):
    """Whether questions are taken, who reads them before they are answered, and until when."""

    round: Literal["none", "hosts", "all"]
    until: Moment | None = None


class CallUpdateOut(Schema):
    """News of a call."""

    id: UUID
    title: str = Field(examples=["A second site visit"])
    text: str = Field(description="HTML.", examples=["<p>On Friday at four.</p>"])
    author: str
    at: datetime
    since_you_handed_in: bool = Field(description="Whether it came after you had handed something in.")


class CallUpdateIn(Input):
    """What is new."""

    title: str = Field(examples=["A second site visit"], json_schema_extra={"maxLength": 120})
    text: str = Field(description="Markdown.", examples=["On Friday at four."], json_schema_extra={"maxLength": 20_000})


@router.reads("/calls/{slug:slug}/questions", Page[BriefQuestionOut])
def list_brief_questions(
    request: HttpRequest, response: HttpResponse, slug: str, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List the questions about a brief that you see, the newest first."""
    page = questions_of(request.actor, call_at(request, slug), after, limit)
    shown = [
        {
            "id": one.id, "text": one.text, "asker": one.asker, "asked": one.asked, "answer": one.answer_text,
            "answered_by": one.answered_by, "answered": one.answered,
        }
        for one in page.questions
    ]  # fmt: skip
    return paged(request, response, shown, page.next)


@router.posts("/calls/{slug:slug}/questions", Made)
def ask_about_brief(request: HttpRequest, slug: str, sent: BriefQuestionIn) -> Any:
    """Ask about a brief, while questions are taken."""
    call = call_at(request, slug)
    question = commands.ask(request.actor, call, sent.text, unnamed=sent.unnamed)
    return {"id": question.id, "url": call_url(call.slug)}


@router.puts("/calls/{slug:slug}/questions/{uuid:key}/answer")
def answer_about_brief(request: HttpRequest, slug: str, key: UUID, sent: BriefAnswerIn) -> None:
    """Answer a question, for everyone; answered again, the words are put better."""
    call = call_at(request, slug)
    commands.answer(request.actor, call, _question(request, call, key), sent.answer)


@router.removes("/calls/{slug:slug}/questions/{uuid:key}")
def remove_brief_question(request: HttpRequest, slug: str, key: UUID) -> None:
    """Take your own question back until it is answered; hosts remove what doesn't belong there."""
    call = call_at(request, slug)
    commands.remove_question(request.actor, call, _question(request, call, key))


@router.puts("/calls/{slug:slug}/question-round")
def set_question_round(request: HttpRequest, slug: str, sent: QuestionRoundIn) -> None:
    """Say whether questions are taken, who reads them before they are answered, and until when."""
    commands.set_round(request.actor, call_at(request, slug), sent.round, sent.until)


@router.reads("/calls/{slug:slug}/updates", Page[CallUpdateOut])
def list_call_updates(
    request: HttpRequest, response: HttpResponse, slug: str, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List the news of a call, the newest first."""
    shown, following = updates_of(request.actor, call_at(request, slug), after, limit)
    rows = [
        {"id": one.id, "title": one.title, "text": one.html, "author": one.author, "at": one.at, "since_you_handed_in": one.is_later}
        for one in shown
    ]  # fmt: skip
    return paged(request, response, rows, following)


@router.posts("/calls/{slug:slug}/updates", Made)
def tell_call_update(request: HttpRequest, slug: str, sent: CallUpdateIn) -> Any:
    """Tell everyone who takes part in a call what is new."""
    call = call_at(request, slug)
    update = commands.tell_news(request.actor, call, sent.title, sent.text)
    return {"id": update.id, "url": call_url(call.slug)}


def _question(request: HttpRequest, call: Call, key: UUID) -> Question:
    found = question_in(request.actor, call, key)
    if found is None:
        raise Http404
    return found
