"""The jury: judging, staying out, notes, the statement; the shortlist."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from allmende.commons.ratings.models import Panel
from allmende.commons.ratings.queries.sheets import item_on, rating_of, sheet_of
from allmende.commons.ratings.tasks import reckon_ranking as reckon_task
from allmende.foundation.api import Flag, Input, Page, Whole, paged
from allmende.foundation.verdicts import require
from allmende.rooms.calls.api.area import call_at, router
from allmende.rooms.calls.api.rating import RatingIn
from allmende.rooms.calls.commands import jury as commands
from allmende.rooms.calls.commands.rating import reckon_ranking
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.blind import shown_to_jury
from allmende.rooms.calls.queries.jury import judged_contribution, shortlist_of
from allmende.rooms.calls.queries.jury_order import jury_order
from allmende.rooms.calls.rules import is_blind, may_see_jury_order, sees_behind, sees_jury_room


class JudgedOut(Schema):
    """A contribution as the jury sees it, and one's own rating; in a blind review without names."""

    number: int = Field(examples=[7])
    title: str = Field(examples=["A pond"])
    html: str = Field(examples=["<p>It cools the air.</p>"])
    author: str = Field(description="Empty while the review is blind.", examples=[""])
    answers: dict[str, bool | int | None]
    version: int = Field(description="0: not rated yet.", examples=[1])


class ConflictIn(Input):
    """What ties one to a contribution."""

    reason: str = Field(max_length=500, examples=["She is my sister."])


class JuryNoteIn(Input):
    """A note for the jury, about one contribution or all."""

    text: str = Field(max_length=2000, examples=["Strong on shade, weak on upkeep."])
    number: Whole | None = Field(None, description="Of the contribution.", examples=[7])


class StatementIn(Input):
    """What the jury says to everyone."""

    text: str = Field(max_length=20_000, description="Markdown.", examples=["We looked for what a school can keep up."])
    publish: Flag = False


class PassagesHiddenIn(Input):
    """Passages that a blind review hides, in place of those before."""

    passages: list[str] = Field(max_length=50, examples=[["our school in Linz"]])


class ShortlistIn(Input):
    """Contributions by number, in their order."""

    numbers: list[Whole] = Field(max_length=100, examples=[[3, 7, 12]])
    announce: Flag = False


class ShortlistOut(Schema):
    """The shortlist; those who choose see it before it is announced."""

    announced: datetime | None
    numbers: list[int] = Field(examples=[[3, 7, 12]])


def _judged(request: HttpRequest, slug: str, number: int) -> tuple[Call, Contribution]:
    call = call_at(request, slug)
    require(sees_jury_room(request.actor, call))
    contribution = judged_contribution(call, min(number, 2**31 - 1))
    if contribution is None:
        raise Http404
    return call, contribution


@router.reads("/calls/{slug:slug}/jury/{int:number}", JudgedOut, members=True)
def get_judged(request: HttpRequest, slug: str, number: int) -> Any:
    """Read a contribution as the jury sees it."""
    return _shown(request, *_judged(request, slug, number))


@router.puts("/calls/{slug:slug}/jury/{int:number}", JudgedOut)
def judge(request: HttpRequest, slug: str, number: int, sent: RatingIn) -> Any:
    """Judge a contribution by the jury's sheet, or judge it otherwise."""
    call, contribution = _judged(request, slug, number)
    before = _own(request, call, contribution)
    commands.judge_contribution(request.actor, contribution, sent.answers, expected=before.revision if before else 0)
    return _shown(request, call, contribution)


def _own(request: HttpRequest, call: Call, contribution: Contribution) -> Any:
    sheet = sheet_of(call.id, Panel.JURY)
    item = item_on(sheet, contribution.id) if sheet else None
    return rating_of(request.actor, item) if item else None


def _shown(request: HttpRequest, call: Call, contribution: Contribution) -> dict[str, Any]:
    shown = shown_to_jury(contribution, is_blind=is_blind(call) and not sees_behind(request.actor, call))
    own = _own(request, call, contribution)
    return {
        "number": shown.number, "title": shown.title, "html": shown.html, "author": shown.author,
        "answers": own.marks if own else {}, "version": own.revision if own else 0,
    }  # fmt: skip


@router.puts("/calls/{slug:slug}/jury/{int:number}/conflict")
def declare_conflict(request: HttpRequest, slug: str, number: int, sent: ConflictIn) -> None:
    """Say that you stand too near to a contribution, and stay out of it. Only its hosts read why."""
    commands.declare_conflict(request.actor, _judged(request, slug, number)[1], sent.reason)


@router.removes("/calls/{slug:slug}/jury/{int:number}/conflict")
def take_back_conflict(request: HttpRequest, slug: str, number: int) -> None:
    """Judge a contribution after all."""
    commands.take_back_conflict(request.actor, _judged(request, slug, number)[1])


@router.puts("/calls/{slug:slug}/jury/{int:number}/hiding")
def hide_passages(request: HttpRequest, slug: str, number: int, sent: PassagesHiddenIn) -> None:
    """Hide passages of a contribution from a blind review."""
    commands.hide_passages(request.actor, _judged(request, slug, number)[1], sent.passages)


@router.posts("/calls/{slug:slug}/jury/notes")
def add_jury_note(request: HttpRequest, slug: str, sent: JuryNoteIn) -> None:
    """Note something that the jury and the hosts read."""
    call = call_at(request, slug)
    require(sees_jury_room(request.actor, call))
    contribution = _judged(request, slug, sent.number)[1] if sent.number is not None else None
    commands.note(request.actor, call, sent.text, contribution)


@router.puts("/calls/{slug:slug}/jury/statement")
def put_jury_statement(request: HttpRequest, slug: str, sent: StatementIn) -> None:
    """Write the jury's statement, or publish it."""
    commands.state(request.actor, call_at(request, slug), sent.text, publish=sent.publish)


class JuryPlaceOut(Schema):
    """A contribution in the jury's order; in a blind review without names."""

    rank: int = Field(examples=[1])
    number: int = Field(examples=[7])
    title: str = Field(examples=["A pond"])
    score: str = Field(description="Corrected points, as the language writes them.", examples=["4.1"])
    low: str = Field(examples=["3.6"])
    high: str = Field(examples=["4.6"])
    judged: int = Field(description="So many of the jury judged it.", examples=[3])
    points: str = Field(description="How many gave which points.", examples=["2 × 5, 1 × 3"])
    apart: bool = Field(description="Whether some gave half the scale more than others.")


@router.reads("/calls/{slug:slug}/jury/order", Page[JuryPlaceOut], members=True)
def list_jury_order(
    request: HttpRequest, response: HttpResponse, slug: str,
    after: str = Query("", max_length=24, description="The key of the page before."),
) -> Any:  # fmt: skip
    """List contributions in the jury's order, as it was last reckoned."""
    call = call_at(request, slug)
    require(may_see_jury_order(request.actor, call))
    sheet = sheet_of(call.id, Panel.JURY)
    if sheet is None:
        raise Http404
    order = jury_order(call, sheet, is_blind=is_blind(call) and not sees_behind(request.actor, call), after=after)
    shown = [
        {
            "rank": one.rank, "number": one.number, "title": one.title, "score": one.score, "low": one.reach[0], "high": one.reach[1],
            "judged": one.count, "points": one.spread, "apart": one.is_split,
        }
        for one in order.places
    ]  # fmt: skip
    return paged(request, response, shown, order.more_url.removeprefix("?after=") or None)


@router.posts("/calls/{slug:slug}/jury/order")
def reckon_jury_order(request: HttpRequest, slug: str) -> None:
    """Let the jury's order be reckoned from all that it has judged by now; it is done in the background."""
    reckon_ranking(request.actor, call_at(request, slug), then=reckon_task.enqueue, panel=Panel.JURY)


@router.reads("/calls/{slug:slug}/shortlist", ShortlistOut)
def get_shortlist(request: HttpRequest, slug: str) -> Any:
    """Read the shortlist."""
    call = call_at(request, slug)
    found = shortlist_of(request.actor, call, drafts=bool(sees_jury_room(request.actor, call)))
    if found is None:
        raise Http404
    return {"announced": found.announced, "numbers": [one.number for one in found.entries]}


@router.puts("/calls/{slug:slug}/shortlist", ShortlistOut)
def put_shortlist(request: HttpRequest, slug: str, sent: ShortlistIn) -> Any:
    """Choose the shortlist, or announce it; what was announced stays on it."""
    call = call_at(request, slug)
    commands.set_shortlist(request.actor, call, sent.numbers, announce=sent.announce)
    return get_shortlist(request, slug)
