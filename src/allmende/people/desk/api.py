"""What programs do at the desk: ask for help, answer what one is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.spaces.rules import is_member
from allmende.commons.tokens.areas import ME
from allmende.foundation.api import Input, Made, Operations
from allmende.foundation.verdicts import require
from allmende.people.desk import commands
from allmende.people.desk.models import Ask
from allmende.people.desk.queries.board import my_asks, my_help
from allmende.people.desk.rules import may_ask_for_help

router = Operations(ME)


class HelpIn(Input):
    """What you need help with, in a sentence."""

    text: str = Field(max_length=600, examples=["How do I change the dates of a call?"])


class HelpOut(Schema):
    """What you asked, and what became of it."""

    id: UUID
    text: str
    state: str = Field(examples=["open"])
    at: datetime
    answer: str


class AskOut(Schema):
    """What the team asks you for, and why you."""

    id: UUID
    text: str
    why: str
    state: str = Field(examples=["open"])
    at: datetime


class AnswerIn(Input):
    """Yes, kindly no, or: please don't ask me this."""

    says: Literal["yes", "no", "never"]


@router.posts("/help", Made)
def ask_for_help(request: HttpRequest, sent: HelpIn) -> Any:
    """Ask those on duty for help."""
    asked = commands.ask_for_help(request.actor, request.space, sent.text)
    return {"id": asked.id, "url": "/help/ask/"}


@router.reads("/help", list[HelpOut], members=True)
def list_help(request: HttpRequest) -> Any:
    """List what you asked for help with, the latest first."""
    require(may_ask_for_help(request.actor, request.space))
    return [
        {"id": row.id, "text": row.text, "state": row.state, "at": row.at, "answer": row.answer}
        for row in my_help(request.actor, request.space)
    ]


@router.reads("/asks", list[AskOut], members=True)
def list_asks(request: HttpRequest) -> Any:
    """List what the team asks you for."""
    require(is_member(request.actor, request.space))
    return [
        {"id": row.ask.id, "text": row.ask.text, "why": row.why, "state": row.ask.state, "at": row.ask.at}
        for row in my_asks(request.actor, request.space)
    ]


@router.posts("/asks/{uuid:key}/answer")
def answer_ask(request: HttpRequest, key: UUID, sent: AnswerIn) -> None:
    """Answer what you are asked for."""
    require(is_member(request.actor, request.space))
    ask = Ask.objects.filter(space=request.space, actor=request.actor, id=key).first()  # house: one's own
    if ask is None:
        raise Http404
    commands.answer_ask(request.actor, ask, accepts=sent.says == "yes", never_again=sent.says == "never")
