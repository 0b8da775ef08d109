"""What programs do at the desk: ask for help, answer what one is asked for; for those on duty, look after calls for help."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.spaces.rules import is_member
from allmende.commons.things.shapes import Who, who
from allmende.commons.tokens.areas import ME, PEOPLE
from allmende.foundation.api import Input, Made, Operations
from allmende.foundation.verdicts import require
from allmende.people.desk import commands
from allmende.people.desk.models import Ask, Help, Mute, Step
from allmende.people.desk.queries.board import help_in, my_asks, my_help, waiting_help
from allmende.people.desk.rules import may_ask_for_help, may_see_desk

me, people = Operations(ME), Operations(PEOPLE)


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


@me.posts("/help", Made)
def ask_for_help(request: HttpRequest, sent: HelpIn) -> Any:
    """Ask those on duty for help."""
    asked = commands.ask_for_help(request.actor, request.space, sent.text)
    return {"id": asked.id, "url": "/help/ask/"}


@me.reads("/help", list[HelpOut], members=True)
def list_help(request: HttpRequest) -> Any:
    """List what you asked for help with, the latest first."""
    require(may_ask_for_help(request.actor, request.space))
    return [
        {"id": row.id, "text": row.text, "state": row.state, "at": row.at, "answer": row.answer}
        for row in my_help(request.actor, request.space)
    ]


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


class HelpCallOut(HelpOut):
    """A call for help, for those on duty."""

    asker: Who
    taken_by: Who | None


class HelpAnswerIn(Input):
    """What helps; whoever asked reads it."""

    answer: str = Field(max_length=2000, examples=["Open the call, then choose Phases."])


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


@people.reads("/desk/help", list[HelpCallOut], members=True)
def list_calls_for_help(request: HttpRequest) -> Any:
    """List the calls for help that wait or are looked after, the oldest first, as one of those on duty."""
    require(may_see_desk(request.actor, request.space))
    return [
        {
            "id": row.id, "text": row.text, "state": row.state, "at": row.at, "answer": row.answer,
            "asker": who(row.asker), "taken_by": who(row.taken_by),
        }
        for row in waiting_help(request.space)
    ]  # fmt: skip


@people.posts("/desk/help/{uuid:key}/taking")
def take_help(request: HttpRequest, key: UUID) -> None:
    """Look after a call for help; the others see that you do."""
    commands.take_help(request.actor, _call(request, key))


@people.posts("/desk/help/{uuid:key}/answer")
def answer_help(request: HttpRequest, key: UUID, sent: HelpAnswerIn) -> None:
    """Answer a call for help."""
    commands.answer_help(request.actor, _call(request, key), sent.answer)


@me.posts("/help/{uuid:key}/closure")
def close_help(request: HttpRequest, key: UUID) -> None:
    """Be done with a call for help: your own, or as one of those on duty."""
    found = help_in(request.space).filter(id=key).first()
    if found is None or (found.asker_id != request.actor.id and not may_see_desk(request.actor, request.space)):
        raise Http404
    commands.close_help(request.actor, found)


def _call(request: HttpRequest, key: UUID) -> Help:
    require(may_see_desk(request.actor, request.space))
    found = help_in(request.space).filter(id=key).first()
    if found is None:
        raise Http404
    return found
