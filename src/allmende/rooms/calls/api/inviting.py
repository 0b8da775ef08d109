"""Calls by invitation."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema

from allmende.commons.things.shapes import Who, who
from allmende.foundation.api import AFTER, LIMIT, Amount, Flag, Input, Made, Moment, Page, paged
from allmende.foundation.verdicts import require
from allmende.rooms.calls.api.area import amount, announced_at, call_at, router
from allmende.rooms.calls.commands import inviting as commands
from allmende.rooms.calls.queries.inviting import invitation_in, invitations_of, people_called
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.rules import may_invite, may_see_invitations


class InvitationOut(Schema):
    """Somebody who is invited, and what they answered."""

    id: UUID
    person: Who
    state: Literal["invited", "accepted", "declined", "withdrawn"]
    pay: Amount | None
    answer_by: datetime | None
    said: str = Field(description="A word with the answer.", examples=["With pleasure."])


class InvitationsIn(Input):
    """Whom to invite, with a word and a pay for each."""

    people: list[str] = Field(max_length=100, description="Handles.", examples=[["ada-berg", "ben-roth"]])
    word: str = Field("", max_length=600, examples=["You know ponds like nobody else."])
    pay: Amount | None = Field(None, description="For taking part, whatever comes of it; in the call's currency.")
    answer_by: Moment | None = None


class InvitationAnswerIn(Input):
    """Whether you take part."""

    accepts: Flag
    said: str = Field("", max_length=600, examples=["With pleasure."])


class CountOut(Schema):
    """How many."""

    count: int


@router.posts("/calls/{slug:slug}/publication/invited", Made)
def publish_to_invited(request: HttpRequest, slug: str) -> Any:
    """Open a draft to those alone whom you will invite."""
    call = commands.publish_to_invited(request.actor, call_at(request, slug))
    return {"id": call.id, "url": call_url(call.slug)}


@router.reads("/calls/{slug:slug}/invitations", Page[InvitationOut], members=True)
def list_invitations(
    request: HttpRequest, response: HttpResponse, slug: str, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List who is invited and what they answered, for hosts and the client."""
    call = call_at(request, slug)
    require(may_see_invitations(request.actor, call))
    cards, following = invitations_of(call, after, limit)
    shown = [
        {
            "id": one.id, "person": who(one), "state": one.state, "pay": amount(one.pay), "answer_by": one.answer_by, "said": one.said,
        }
        for one in cards
    ]  # fmt: skip
    return paged(request, response, shown, following)


@router.posts("/calls/{slug:slug}/invitations", CountOut)
def invite_to_call(request: HttpRequest, slug: str, sent: InvitationsIn) -> Any:
    """Invite people to a call by invitation; who is invited already is left as they are."""
    call = call_at(request, slug)
    require(may_invite(request.actor, call))
    made = commands.invite(
        request.actor, call, people_called(sent.people), word=sent.word, pay=sent.pay.minor if sent.pay else None,
        answer_by=sent.answer_by,
    )  # fmt: skip
    return {"count": len(made)}


@router.posts("/calls/{slug:slug}/invitations/reminders", CountOut)
def remind_invited(request: HttpRequest, slug: str) -> Any:
    """Remind, once, everyone who hasn't answered."""
    return {"count": commands.remind_invited(request.actor, call_at(request, slug))}


@router.removes("/calls/{slug:slug}/invitations/{uuid:key}")
def withdraw_invitation(request: HttpRequest, slug: str, key: UUID) -> None:
    """Take back an invitation that hasn't been accepted."""
    call = call_at(request, slug)
    require(may_invite(request.actor, call))
    found = invitation_in(call, key)
    if found is None:
        raise Http404
    commands.withdraw_invitation(request.actor, call, found)


@router.puts("/calls/{slug:slug}/invitation")
def answer_invitation(request: HttpRequest, slug: str, sent: InvitationAnswerIn) -> None:
    """Accept or decline your own invitation; whoever declines no longer sees the call, and needn't have signed for it."""
    commands.answer_invitation(request.actor, announced_at(request, slug), accepts=sent.accepts, said=sent.said)
