"""What becomes of each contribution."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Schema

from allmende.foundation.api import Input
from allmende.rooms.calls.api.area import contribution_at, router
from allmende.rooms.calls.commands import EndingText, end_contributions
from allmende.rooms.calls.models import CallState, Contribution, Ending
from allmende.rooms.calls.queries.endings import word_for

EndingName = Literal["awarded", "chosen", "shortlisted", "kept", "not_now"]


class EndingIn(Input):
    """What becomes of a contribution, and a word to those who made it."""

    ending: EndingName
    word: str = Field(
        "", max_length=4000, description="In Markdown.", examples=["A fine idea; the roof can't bear it yet."]
    )


class EndingOut(Schema):
    """What became of a contribution."""

    ending: EndingName | None = Field(description="Null until the call's outcome is told.")
    word: str = Field(description="As HTML, for those who made it and the hosts; empty for others.", examples=[""])


@router.reads("/calls/{slug:slug}/contributions/{int:number}/outcome", EndingOut)
def get_contribution_outcome(request: HttpRequest, slug: str, number: int) -> Any:
    """Read what became of a contribution."""
    return _shown(request, contribution_at(request, slug, number))


@router.puts("/calls/{slug:slug}/contributions/{int:number}/outcome", EndingOut)
def put_contribution_outcome(request: HttpRequest, slug: str, number: int, sent: EndingIn) -> Any:
    """Say what becomes of a contribution, and write to those who made it.

    Nobody hears of it before the outcome of the call is told.
    """
    contribution = contribution_at(request, slug, number)
    said = EndingText(Ending(sent.ending), sent.word)
    end_contributions(request.actor, contribution.call, {contribution.id: said})
    return _shown(request, contribution_at(request, slug, number))


def _shown(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    told = contribution.call.state == CallState.FINISHED and contribution.ending
    word = word_for(request.actor, contribution)
    return {"ending": contribution.ending if told else None, "word": str(word.html) if word else ""}
