"""Campaigns: a demand, its supporters, the answer."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.foundation.api import Flag, Input, Whole
from allmende.rooms.calls.api.area import call_at, router
from allmende.rooms.calls.commands import campaigns as commands
from allmende.rooms.calls.models import Call, CallState, Forces
from allmende.rooms.calls.queries.campaigns import campaign_page, support_of

ForcesName = Literal["answer", "vote"]


class CampaignIn(Input):
    """What makes a call a campaign."""

    addressee: str = Field(description="Who is to answer.", examples=["the board"])
    threshold: Whole = Field(ge=2, le=10_000_000, examples=[200])
    forces: ForcesName = "answer"
    days: Whole = Field(28, ge=1, le=365, description="Within so many days.", examples=[28])


class CampaignOut(Schema):
    """Where a campaign stands."""

    supporters: int = Field(examples=[137])
    threshold: int = Field(examples=[200])
    demand: str = Field(
        description="What the number forces, in words of the caller's language.",
        examples=["Once 200 people support it, the board answers within 28 days, here and in public."],
    )
    is_reached: bool
    is_overdue: bool = Field(description="Whether the answer is owed and late.")
    answer: str = Field(description="As HTML; empty before.", examples=[""])
    mine: Literal["", "counted", "named"] = Field(description="How the caller supports it; empty where they don't.")


class SupportIn(Input):
    """How one supports it."""

    is_public: Flag = Field(False, description="Whether one's name is shown; the young are only counted.")


class CampaignAnswerIn(Input):
    """The answer to a demand."""

    text: str = Field(
        description="Markdown.", examples=["We open the hall on Sundays from May on, for a year to begin with."]
    )
    vote: str | None = Field(
        None, description="The slug of the call in which people vote on it, where a vote is forced."
    )


@router.reads("/calls/{slug:slug}/campaign", CampaignOut)
def get_campaign(request: HttpRequest, slug: str) -> Any:
    """Read where a campaign stands."""
    return _shown(request, call_at(request, slug))


@router.puts("/calls/{slug:slug}/campaign", CampaignOut)
def put_campaign(request: HttpRequest, slug: str, sent: CampaignIn) -> Any:
    """Make a draft a campaign."""
    facts = sent.model_dump() | {"forces": Forces(sent.forces)}
    commands.set_campaign(request.actor, call_at(request, slug), **facts)
    return _shown(request, call_at(request, slug))


@router.posts("/calls/{slug:slug}/support")
def support_campaign(request: HttpRequest, slug: str, sent: SupportIn) -> None:
    """Support a demand; said again, only how it is shown changes."""
    commands.support(request.actor, call_at(request, slug), is_public=sent.is_public)


@router.removes("/calls/{slug:slug}/support")
def take_back_support(request: HttpRequest, slug: str) -> None:
    """Take your support back."""
    commands.take_back_support(request.actor, call_at(request, slug))


@router.posts("/calls/{slug:slug}/answer")
def answer_campaign(request: HttpRequest, slug: str, sent: CampaignAnswerIn) -> None:
    """Answer a demand, for whom it is addressed to."""
    vote = call_at(request, sent.vote) if sent.vote else None
    commands.answer_campaign(request.actor, call_at(request, slug), sent.text, vote=vote)


def _shown(request: HttpRequest, call: Call) -> dict[str, Any]:
    page = campaign_page(request.actor, call)
    if page is None:
        raise Http404
    mine = support_of(request.actor, call) if call.state != CallState.DRAFT else None
    return {
        "supporters": page.supporters, "threshold": page.threshold, "demand": page.demand, "is_reached": page.is_reached,
        "is_overdue": page.is_overdue, "answer": str(page.answer),
        "mine": "" if mine is None else "named" if mine.is_public else "counted",
    }  # fmt: skip
