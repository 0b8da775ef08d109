"""What programs do for those on duty: look after calls for help, answer them or hand them over, write the help of a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.duties.api import DutyName
from allmende.commons.duties.models import Duty
from allmende.commons.things.shapes import Who, who
from allmende.commons.tokens.areas import PEOPLE
from allmende.foundation.api import Flag, Input, Made, Operations
from allmende.foundation.verdicts import require
from allmende.people.desk import commands
from allmende.people.desk.api.asking import HelpOut, shown
from allmende.people.desk.models import Help
from allmende.people.desk.queries.board import help_in
from allmende.people.desk.queries.guidance import tips_in
from allmende.people.desk.rules import WAITING, may_see_desk, may_write_tip

people = Operations(PEOPLE)


class HelpCallOut(HelpOut):
    """A call for help, for those on duty. Whoever asked without an account has a name alone."""

    asker: Who | None
    name: str = Field(examples=["Noor"])
    page: str = Field(description="Where they were when they asked.", examples=["/calls/"])
    duty: DutyName = Field(description="Whose question it is first.")
    taken_by: Who | None


class HelpAnswerIn(Input):
    """What helps; whoever asked reads it."""

    answer: str = Field(max_length=2000, examples=["Open the call, then choose Phases."])


class HandOverIn(Input):
    """Whose question it is."""

    duty: DutyName


class HelpTextIn(Input):
    """A question that others have too, with its answer, for the help of a page."""

    question: str = Field(max_length=600, examples=["Can I change my vote?"])
    answer: str = Field(max_length=2000, examples=["As often as you like, until it ends."])
    page: str = Field(
        "", max_length=300, description="A page of the kind that shows it; empty: every page.", examples=["/calls/"]
    )
    for_guests: Flag = Field(False, description="Guests read it too.")


class HelpTextOut(Schema):
    """A help text of the community's own."""

    id: UUID
    question: str
    answer: str
    route: str = Field(description="The kind of pages that show it; empty: every page.", examples=["calls:index"])
    for_guests: bool
    by: Who | None
    at: datetime


@people.reads("/desk/help", list[HelpCallOut], members=True)
def list_calls_for_help(request: HttpRequest) -> Any:
    """List the calls for help that wait or are looked after, the oldest first, as one of those on duty."""
    require(may_see_desk(request.actor, request.space))
    return [
        shown(row)
        | {"asker": who(row.asker), "name": row.who, "page": row.page, "duty": row.duty, "taken_by": who(row.taken_by)}
        for row in help_in(request.space).filter(state__in=WAITING).order_by("id")[:100]
    ]


@people.posts("/desk/help/{uuid:key}/taking")
def take_help(request: HttpRequest, key: UUID) -> None:
    """Look after a call for help; the others see that you do."""
    commands.take_help(request.actor, _call(request, key))


@people.posts("/desk/help/{uuid:key}/answer")
def answer_help(request: HttpRequest, key: UUID, sent: HelpAnswerIn) -> None:
    """Answer a call for help."""
    commands.answer_help(request.actor, _call(request, key), sent.answer)


@people.posts("/desk/help/{uuid:key}/handover")
def hand_over_help(request: HttpRequest, key: UUID, sent: HandOverIn) -> None:
    """Give a call for help to another duty, whose people are told; it waits again."""
    commands.hand_over_help(request.actor, _call(request, key), Duty(sent.duty))


@people.reads("/desk/help-texts", list[HelpTextOut], members=True)
def list_help_texts(request: HttpRequest) -> Any:
    """List the help texts of the community's own, by page, as a curator."""
    require(may_write_tip(request.actor, request.space))
    return [
        {
            "id": tip.id, "question": tip.question, "answer": tip.answer, "route": tip.route, "for_guests": tip.for_guests,
            "by": who(tip.by), "at": tip.at,
        }
        for tip in tips_in(request.space)[:300]
    ]  # fmt: skip


@people.posts("/desk/help-texts", Made)
def write_help_text(request: HttpRequest, sent: HelpTextIn) -> Any:
    """Put a question with its answer into the help of a page; the same question again changes the answer."""
    require(may_write_tip(request.actor, request.space))
    route = commands.kind_of(sent.page)
    tip = commands.write_tip(
        request.actor, request.space, route, sent.question, sent.answer, for_guests=sent.for_guests
    )
    return {"id": tip.id, "url": "/help/texts/"}


@people.removes("/desk/help-texts/{uuid:key}")
def remove_help_text(request: HttpRequest, key: UUID) -> None:
    """Take a help text out."""
    require(may_write_tip(request.actor, request.space))
    found = tips_in(request.space).filter(id=key).first()
    if found is None:
        raise Http404
    commands.remove_tip(request.actor, found)


def _call(request: HttpRequest, key: UUID) -> Help:
    require(may_see_desk(request.actor, request.space))
    found = help_in(request.space).filter(id=key).first()
    if found is None:
        raise Http404
    return found
