"""Who wins what: decided, given with one press, taken back with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.foundation.api import Input, Whole, unchanged
from allmende.foundation.verdicts import require
from allmende.rooms.calls import commands
from allmende.rooms.calls.api.area import call_at, router
from allmende.rooms.calls.api.prizes import KindName
from allmende.rooms.calls.commands import Pick
from allmende.rooms.calls.models import Award, AwardState, Call
from allmende.rooms.calls.queries.awards import awards_of
from allmende.rooms.calls.queries.prizes import plan_as_it_is
from allmende.rooms.calls.rules import is_host, may_choose_winners, may_take_back_prize


class ShareOut(Schema):
    """What one person gets of an award."""

    name: str = Field(examples=["Ben Moretti"])
    percent: str = Field(examples=["62.5"])
    money: str = Field(
        description="In words of the caller's language; empty where it isn't told to them.", examples=["€312.50"]
    )


class AwardOut(Schema):
    """A prize and who won it."""

    id: UUID
    prize: str = Field(examples=["Jury prize"])
    kind: KindName
    rank: int = Field(description="Who is equal has the same rank.", examples=[1])
    title: str = Field(description="Of the contribution, or a person's name.", examples=["A pond"])
    url: str = Field(
        description="Of the contribution; empty for a person.",
        examples=["/calls/a-cooler-schoolyard/contributions/3-a-pond/"],
    )
    money: str = Field(
        description="In words of the caller's language; empty where it isn't told to them.", examples=["€500"]
    )
    gift: str = Field(examples=["A day in the workshop"])
    reason: str = Field(examples=["It cools the yard, and asks for little care."])
    state: str = Field(description="`decided` and `waiting` are told to the hosts alone.", examples=["given"])
    shares: list[ShareOut]
    deed: str = Field(
        description="Where the deed of rights is, as PDF; empty where there is none, or it isn't for the caller.",
        examples=[
            "https://community.example/calls/a-cooler-schoolyard/awards/01990000-0000-7000-8000-000000000000/deed.pdf"
        ],
    )
    waits_for: list[str] = Field(description="Who has yet to agree to the split.", examples=[[]])


class PickIn(Input):
    """Who gets a place of a prize."""

    to: UUID = Field(description="The id of a contribution or, of prizes for people, of a person.")
    rank: Whole = Field(1, ge=1, le=100, description="Who is equal has the same rank.", examples=[1])
    reason: str = Field("", max_length=600, examples=["It cools the yard, and asks for little care."])


class PrizeDecisionIn(Input):
    """Who gets one prize."""

    prize: UUID
    picks: list[PickIn] = Field(max_length=100)


class AwardDecisionIn(Input):
    """Who gets the prizes; those that aren't named stay as they are."""

    prizes: list[PrizeDecisionIn] = Field(max_length=20)
    statement: str | None = Field(None, max_length=20_000, description="What the jury says of its choice, in Markdown.")


class ReversalIn(Input):
    """Why a prize is taken back."""

    reason: str = Field(examples=["The drawings turned out to be somebody else's."])


@router.reads("/calls/{slug:slug}/awards", list[AwardOut])
def get_awards(request: HttpRequest, slug: str) -> Any:
    """Read who won what in a call."""
    return _shown(request, call_at(request, slug))


@router.puts("/calls/{slug:slug}/awards/decision", list[AwardOut], versioned=True)
def put_award_decision(request: HttpRequest, slug: str, sent: AwardDecisionIn) -> Any:
    """Say who is to get the prizes; nothing is given by it."""
    call = call_at(request, slug)
    require(may_choose_winners(request.actor, call))
    found = plan_as_it_is(call)
    if found is None:
        raise Http404
    unchanged(request, found[0].revision)
    picks = {one.prize: [Pick(pick.to, pick.rank, pick.reason) for pick in one.picks] for one in sent.prizes}
    commands.decide_awards(request.actor, call, picks, statement=sent.statement, revision=found[0].revision)
    return _shown(request, call_at(request, slug))


@router.posts("/calls/{slug:slug}/awards")
def give_awards(request: HttpRequest, slug: str) -> None:
    """Give all that is decided; what waits for a split is given by itself once everyone concerned has agreed."""
    commands.give_awards(request.actor, call_at(request, slug))


@router.posts("/calls/{slug:slug}/awards/{uuid:award}/reversal")
def take_back_award(request: HttpRequest, slug: str, award: UUID, sent: ReversalIn) -> None:
    """Take back a prize that was given, with a reason that everyone reads."""
    call = call_at(request, slug)
    require(may_take_back_prize(request.actor, call))
    found = Award.objects.filter(call=call, id=award).first()  # house: of a call they hold
    if found is None:
        raise Http404
    commands.take_back_award(request.actor, found, sent.reason)


def _shown(request: HttpRequest, call: Call) -> list[dict[str, Any]]:
    host = bool(is_host(request.actor, call))
    return [
        {
            "id": view.id, "prize": view.prize, "kind": view.kind, "rank": view.rank, "title": view.title,
            "url": request.build_absolute_uri(view.url) if view.url else "", "money": view.money, "gift": view.gift,
            "reason": view.reason, "state": view.state, "waits_for": list(view.waits_for) if host else [],
            "deed": request.build_absolute_uri(view.deed) if view.deed else "",
            "shares": [{"name": one.name, "percent": one.percent, "money": one.money} for one in view.shares],
        }
        for view in awards_of(request.actor, call)
        if host or view.state in {AwardState.GIVEN, AwardState.REVERSED}
    ]  # fmt: skip
