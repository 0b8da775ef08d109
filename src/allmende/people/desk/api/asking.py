"""What programs do for a member: ask for help and answer back, answer what one is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.spaces.rules import is_member
from allmende.commons.things.shapes import Who, who
from allmende.commons.tokens.areas import ME
from allmende.foundation.api import Input, Made, Operations
from allmende.foundation.verdicts import require
from allmende.people.desk import commands
from allmende.people.desk.models import Ask, Help, Mute, Step
from allmende.people.desk.queries.board import help_for, my_asks, my_help
from allmende.people.desk.rules import may_ask_for_help

me = Operations(ME)


class HelpIn(Input):
    """What you need help with, in a sentence."""

    text: str = Field(max_length=600, examples=["How do I change the dates of a call?"])
    page: str = Field(
        "", max_length=300, description="Where you are stuck: it says whose question it is first.", examples=["/calls/"]
    )


class ReplyIn(Input):
    """Something more to what you asked."""

    text: str = Field(max_length=2000, examples=["And who decides that?"])


class ReplyOut(Schema):
    """What was said after the first answer, by whoever asked or by the desk."""

    text: str
    at: datetime
    by: Who | None
    is_askers: bool


class HelpOut(Schema):
    """What you asked, and what became of it."""

    id: UUID
    text: str
    state: str = Field(examples=["open"])
    at: datetime
    answer: str
    replies: list[ReplyOut]


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


@me.posts("/help", Made)
def ask_for_help(request: HttpRequest, sent: HelpIn) -> Any:
    """Ask those on duty for help."""
    asked = commands.ask_for_help(request.actor, request.space, sent.text, page=sent.page)
    return {"id": asked.id, "url": "/help/ask/"}


@me.reads("/help", list[HelpOut], members=True)
def list_help(request: HttpRequest) -> Any:
    """List what you asked for help with, the latest first."""
    require(may_ask_for_help(request.actor, request.space))
    return [shown(row) for row in my_help(request.actor, request.space)]


def shown(row: Help) -> dict[str, Any]:
    """Return a call for help as the API says it."""
    replies = [
        {"text": one.text, "at": one.at, "by": who(one.by), "is_askers": one.is_askers} for one in row.replies.all()
    ]
    return {
        "id": row.id, "text": row.text, "state": row.state, "at": row.at, "answer": row.answer, "replies": replies,
    }  # fmt: skip


@me.posts("/help/{uuid:key}/replies")
def answer_back(request: HttpRequest, key: UUID, sent: ReplyIn) -> None:
    """Say something more to a question of yours; it waits again."""
    require(may_ask_for_help(request.actor, request.space))
    found = Help.objects.filter(space=request.space, asker=request.actor, id=key).first()  # house: one's own
    if found is None:
        raise Http404
    commands.answer_back(request.actor, found, sent.text)


@me.posts("/help/{uuid:key}/closure")
def close_help(request: HttpRequest, key: UUID) -> None:
    """Be done with a call for help: your own, or as one of those on duty."""
    found = help_for(request.actor, request.space, key)
    if found is None:
        raise Http404
    commands.close_help(request.actor, found)


@me.reads("/asks", list[AskOut], members=True)
def list_asks(request: HttpRequest) -> Any:
    """List what the team asks you for."""
    require(is_member(request.actor, request.space))
    return [
        {"id": row.ask.id, "text": row.ask.text, "why": row.why, "state": row.ask.state, "at": row.ask.at}
        for row in my_asks(request.actor, request.space)
    ]


@me.posts("/asks/{uuid:key}/answer")
def answer_ask(request: HttpRequest, key: UUID, sent: AnswerIn) -> None:
    """Answer what you are asked for."""
    require(is_member(request.actor, request.space))
    ask = Ask.objects.filter(space=request.space, actor=request.actor, id=key).first()  # house: one's own
    if ask is None:
        raise Http404
    commands.answer_ask(request.actor, ask, accepts=sent.says == "yes", never_again=sent.says == "never")


class MuteOut(Schema):
    """A kind of step that you are not asked for."""

    step: str = Field(examples=["hand-in"])
    name: str = Field(examples=["Hand in a first contribution"])


@me.reads("/asks/mutes", list[MuteOut], members=True)
def list_mutes(request: HttpRequest) -> Any:
    """List what you don't want to be asked for."""
    require(is_member(request.actor, request.space))
    steps = Mute.objects.filter(space=request.space, actor=request.actor)  # house: one's own
    return [{"step": step, "name": str(Step(step).label)} for step in steps.values_list("step", flat=True)]


@me.removes("/asks/mutes/{step}")
def unmute(request: HttpRequest, step: Step) -> None:
    """Let yourself be asked for a kind of step again."""
    require(is_member(request.actor, request.space))
    commands.unmute(request.actor, request.space, step)
