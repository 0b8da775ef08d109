"""Voting, counting, the result and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from allmende.commons.ballots.queries import my_ballot
from allmende.foundation.api import unchanged
from allmende.rooms.calls.api.area import amount, call_at, router
from allmende.rooms.calls.api.shapes import BallotIn, BallotOut, OutcomeIn, ResultOut
from allmende.rooms.calls.commands import cast_ballot, count_call, tell_outcome
from allmende.rooms.calls.models import Call, Outcome, PhaseKind
from allmende.rooms.calls.queries.result import result_page


def _votable(request: HttpRequest, slug: str) -> Call:
    call = call_at(request, slug)
    if not call.phase(PhaseKind.VOTE) or not hasattr(call, "box"):
        raise Http404
    return call


@router.reads("/calls/{slug:slug}/ballot", BallotOut, members=True)
def get_my_ballot(request: HttpRequest, slug: str) -> Any:
    """Read your own ballot, while it can be changed."""
    return _ballot(request, _votable(request, slug))


@router.puts("/calls/{slug:slug}/ballot", BallotOut, versioned=True)
def put_my_ballot(request: HttpRequest, slug: str, sent: BallotIn) -> Any:
    """Vote, or vote otherwise until the vote ends.

    It is secret: no answer of this operation is kept, and no key ties it to you.
    """
    call = _votable(request, slug)
    before = _ballot(request, call)["version"]
    unchanged(request, before)
    cast_ballot(request.actor, call, sent.choices, expected="" if before == "none" else before)
    return _ballot(request, call)


def _ballot(request: HttpRequest, call: Call) -> dict[str, Any]:
    ballot = my_ballot(request.actor, call.box)
    return {"choices": ballot.content if ballot else [], "version": ballot.receipt if ballot else "none"}


@router.posts("/calls/{slug:slug}/count")
def count_votes(request: HttpRequest, slug: str) -> None:
    """Count a vote that is over, by the rule that its call has declared."""
    count_call(request.actor, call_at(request, slug))


@router.reads("/calls/{slug:slug}/result", ResultOut)
def get_result(request: HttpRequest, slug: str) -> Any:
    """Read the result, round by round and with its reasons."""
    call = call_at(request, slug)
    page = result_page(request.actor, call)
    if page is None:
        raise Http404
    told = Outcome.objects.filter(call=call, told__isnull=False).first()  # house: of a call they see
    return {
        "finding": page.finding, "budget": amount(page.budget), "spent": amount(page.spent) if page.spent.minor else None,
        "ballots": page.ballots, "electorate": page.electorate, "rule": page.rule, "ties": page.ties,
        "rounds": [{"title": one.title, "cost": amount(one.cost), "support": one.support, "why": one.why} for one in page.rounds],
        "not_funded": [{"title": one.title, "cost": amount(one.cost), "support": one.support, "why": one.why} for one in page.not_funded],
        "outcome": told.text if told else None,
    }  # fmt: skip


@router.posts("/calls/{slug:slug}/outcome")
def publish_outcome(request: HttpRequest, slug: str, sent: OutcomeIn) -> None:
    """Tell what becomes of a call, and thank everyone who took part."""
    tell_outcome(request.actor, call_at(request, slug), sent.text)
