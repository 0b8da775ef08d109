"""Rating: what is asked, one's own answers, what comes next, the order of all."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from allmende.commons.ratings.commands import CriterionText
from allmende.commons.ratings.models import Asked, Item, Sheet
from allmende.commons.ratings.queries.rankings import places_of
from allmende.commons.ratings.queries.sheets import item_on, questions_of, rating_of, sheet_of
from allmende.commons.ratings.queries.spread import spread_of
from allmende.commons.ratings.tasks import reckon_ranking as reckon_task
from allmende.commons.things.shapes import Who, who
from allmende.foundation.api import LIMIT, Flag, Input, Page, Whole, paged, unchanged
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Reader
from allmende.rooms.calls import commands
from allmende.rooms.calls.api.area import call_at, contribution_at, router
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.rating import next_to_rate, ratings_of
from allmende.rooms.calls.rules import may_rate_in, may_reckon, sees_rating_results, sees_ratings

type Texts = dict[str, str]
Kind = Literal["points", "yes-no", "number"]
WayName = Literal["points", "pairs"]
NAMES = {"en": "New idea", "de": "Neue Idee"}
PASSED = Query([], max_length=50, description="Numbers to pass over.")
VERSION = Field(description="Of the sheet; sent back as If-Match when it is changed.", examples=[2])


class CriterionIn(Input):
    """One thing that is asked."""

    name: Texts = Field(description="By language.", examples=[NAMES])
    asked: Kind = Field("points", description="Points count; facts are collected and never summed.")
    weight: Whole = Field(1, description="From 1 to 100: its share of the whole.")
    low: Texts = Field(default_factory=dict, description="What 1 means, by language.", examples=[{"en": "known"}])
    high: Texts = Field(default_factory=dict, description="What the highest means.", examples=[{"en": "never seen"}])


class SheetIn(Input):
    """What contributions are rated by."""

    way: WayName = Field("points", description="By criteria, or by comparing two.")
    top: Whole = Field(5, description="The scale goes from 1 to this: 2 to 10.")
    criteria: list[CriterionIn] = Field(max_length=20)
    panel: Literal["members", "jury"] = Field("members", description="Who answers it.")
    blind: Flag = Field(False, description="Of the jury: it doesn't learn who made what while it judges.")


class CriterionOut(Schema):
    """A criterion in the caller's language."""

    id: str = Field(description="The key of its answer.", examples=["17"])
    asked: Kind
    name: str = Field(examples=["New idea"])
    low: str = Field(examples=["known"])
    high: str = Field(examples=["never seen"])
    weight: int = Field(examples=[2])


class SheetOut(Schema):
    """What contributions are rated by."""

    way: WayName
    top: int = Field(examples=[5])
    criteria: list[CriterionOut]
    version: int = VERSION


class RatingIn(Input):
    """One's answers by criterion: points, true or false, a number; null abstains. Each criterion is answered."""

    answers: dict[str, Flag | Whole | None] = Field(examples=[{"17": 4, "18": None}])


class SpreadOut(Schema):
    """How many gave which points, from three raters on."""

    raters: int = Field(examples=[12])
    mean: float | None = Field(examples=[3.8])
    points: dict[str, int] = Field(examples=[{"1": 0, "2": 1, "3": 3, "4": 5, "5": 3}])


class RatingOut(Schema):
    """One's own rating; how others rated once one may know."""

    answers: dict[str, bool | int | None]
    score: float | None = Field(description="The weighted mean of the points.", examples=[4.25])
    version: int = Field(description="0: not rated yet.", examples=[1])
    others: SpreadOut | None


class NextOut(Schema):
    """What to rate next; null when nothing is left."""

    number: int | None = Field(examples=[7])
    url: str | None = Field(examples=["https://community.example/calls/a-cooler-schoolyard/contributions/7-a-pond/"])


class ComparisonIn(Input):
    """Which of two is better."""

    first: Whole = Field(description="The number of the one.", examples=[3])
    second: Whole = Field(description="The number of the other.", examples=[7])
    said: Literal["first", "second", "tie"]


class RankOut(Schema):
    """A contribution at its place."""

    rank: int = Field(examples=[1])
    number: int = Field(examples=[7])
    title: str = Field(examples=["A pond"])
    url: str
    score: float = Field(
        description="Corrected points; of pairs the share of wins against an average one.", examples=[4.1]
    )
    low: float = Field(description="Nine times in ten it isn't below.", examples=[3.7])
    high: float = Field(description="Nine times in ten it isn't above.", examples=[4.5])
    mean: float = Field(description="The plain average.", examples=[4.4])
    ratings: int = Field(examples=[9])


class GivenOut(Schema):
    """A rating that someone gave, and how often it was changed."""

    who: Who
    score: float | None = Field(examples=[4.25])
    changes: int = Field(examples=[1])


def _sheet(call: Call) -> Sheet:
    sheet = sheet_of(call.id)
    if sheet is None:
        raise Http404
    return sheet


def _rated(contribution: Contribution) -> tuple[Sheet, Item]:
    sheet = _sheet(contribution.call)
    item = item_on(sheet, contribution.id)
    if item is None:
        raise Http404
    return sheet, item


@router.reads("/calls/{slug:slug}/rating", SheetOut)
def get_rating_sheet(request: HttpRequest, slug: str) -> Any:
    """Read what contributions are rated by."""
    return _sheet_out(_sheet(call_at(request, slug)))


def _sheet_out(sheet: Sheet) -> dict[str, Any]:
    asked = [
        {"id": one.id, "asked": one.asked, "name": one.name, "low": one.low, "high": one.high, "weight": one.weight}
        for one in questions_of(sheet)
    ]
    return {"way": sheet.way, "top": sheet.top, "criteria": asked, "version": sheet.revision}


@router.puts("/calls/{slug:slug}/rating", SheetOut, versioned=True)
def set_rating_sheet(request: HttpRequest, slug: str, sent: SheetIn) -> Any:
    """Say what contributions are rated by.

    Once somebody has rated, only words can change.
    """
    call = call_at(request, slug)
    before = sheet_of(call.id, sent.panel)
    if before is not None:
        unchanged(request, before.revision)
    criteria = [CriterionText(one.name, Asked(one.asked), one.weight, one.low, one.high) for one in sent.criteria]
    revision = before.revision if before else None
    manner = {"way": sent.way, "top": sent.top, "is_blind": sent.blind, "revision": revision}
    return _sheet_out(commands.set_sheet(request.actor, call, criteria, panel=sent.panel, **manner))


@router.reads("/calls/{slug:slug}/rating/next", NextOut, members=True)
def get_next_to_rate(request: HttpRequest, slug: str, passed: list[int] = PASSED) -> Any:
    """Find what you can rate next: of what you have not rated, that which fewest have."""
    call = call_at(request, slug)
    require(may_rate_in(request.actor, call))
    number = next_to_rate(request.actor, call, passed)
    if number is None:
        return {"number": None, "url": None}
    title = Contribution.objects.visible_to(request.actor).values_list("title", flat=True).get(call=call, number=number)
    return {"number": number, "url": request.build_absolute_uri(contribution_url(call.slug, number, title))}


@router.reads("/calls/{slug:slug}/contributions/{int:number}/rating", RatingOut, members=True)
def get_my_rating(request: HttpRequest, slug: str, number: int) -> Any:
    """Read how you rated a contribution; how others did once you have, or results are shown."""
    return _rating(request.actor, contribution_at(request, slug, number))


@router.puts("/calls/{slug:slug}/contributions/{int:number}/rating", RatingOut, versioned=True)
def rate(request: HttpRequest, slug: str, number: int, sent: RatingIn) -> Any:
    """Rate a contribution, or rate it otherwise until the time is over."""
    contribution = contribution_at(request, slug, number)
    _asked, item = _rated(contribution)
    given = rating_of(request.actor, item)
    before = given.revision if given else 0
    unchanged(request, before)
    commands.rate_contribution(request.actor, contribution, sent.answers, expected=before)
    return _rating(request.actor, contribution)


def _rating(reader: Reader, contribution: Contribution) -> dict[str, Any]:
    sheet, item = _rated(contribution)
    own = rating_of(reader, item)
    others = spread_of(sheet, item) if sees_ratings(reader, contribution) else None
    shown = others is not None and others.is_shown
    return {
        "answers": own.marks if own else {}, "score": None if own is None or own.score is None else own.score / 1000,
        "version": own.revision if own else 0,
        "others": {"raters": others.raters, "mean": others.mean, "points": {str(n): k for n, k in others.bars}} if shown and others else None,
    }  # fmt: skip


@router.posts("/calls/{slug:slug}/rating/comparisons")
def compare(request: HttpRequest, slug: str, sent: ComparisonIn) -> None:
    """Say which of two contributions is better, or that neither is."""
    one, other = (contribution_at(request, slug, number) for number in (sent.first, sent.second))
    commands.compare_contributions(request.actor, one, other, sent.said)


@router.posts("/calls/{slug:slug}/rating/ranking")
def reckon_ranking(request: HttpRequest, slug: str) -> None:
    """Let the order be reckoned from all ratings that there are now; it is done in the background."""
    commands.reckon_ranking(request.actor, call_at(request, slug), then=reckon_task.enqueue)


@router.reads("/calls/{slug:slug}/rating/ranking", Page[RankOut])
def list_ranking(
    request: HttpRequest, response: HttpResponse, slug: str, limit: int = LIMIT,
    after: str = Query("", max_length=24, description="The key of the page before."),
) -> Any:  # fmt: skip
    """List contributions in their order, corrected for strict and lenient raters and for few ratings."""
    call = call_at(request, slug)
    require(sees_rating_results(request.actor, call))
    places, following = places_of(_sheet(call), after, limit)
    rows = Contribution.objects.visible_to(request.actor).filter(pk__in=[place.thing for place in places])
    found = {key: (number, title) for key, number, title in rows.values_list("id", "number", "title")}
    shown = [
        {
            "rank": place.rank, "number": found[place.thing][0], "title": found[place.thing][1], "score": place.score, "low": place.low,
            "high": place.high, "mean": place.mean, "ratings": place.count,
            "url": request.build_absolute_uri(contribution_url(call.slug, *found[place.thing])),
        }
        for place in places
        if place.thing in found
    ]  # fmt: skip
    return paged(request, response, shown, following or None)


@router.reads("/calls/{slug:slug}/contributions/{int:number}/ratings", Page[GivenOut], members=True)
def list_ratings(request: HttpRequest, response: HttpResponse, slug: str, number: int) -> Any:
    """List who rated a contribution how: for those who answer for the call."""
    contribution = contribution_at(request, slug, number)
    require(may_reckon(request.actor, contribution.call))
    _asked, item = _rated(contribution)
    shown = [{"who": who(one.card), "score": one.score, "changes": one.changes} for one in ratings_of(item)]
    return paged(request, response, shown, None)
