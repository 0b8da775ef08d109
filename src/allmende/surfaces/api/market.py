"""The market: what stands on the square, kind by kind; to each what they may see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from allmende.commons.tokens.areas import FINDING
from allmende.foundation.api import AFTER, LIMIT, Operations, Page, paged
from allmende.foundation.goods import Good, Looking
from allmende.surfaces.web.market.queries import WAYS, goods_of

market = Operations(FINDING)


class GoodsOut(Schema):
    """A kind of goods on the market."""

    kind: str = Field(examples=["stalls"])
    title: str = Field(examples=["Stalls"])
    ways: list[str] = Field(description="By what it can be looked through.", examples=[["skill", "place"]])


class GoodOut(Schema):
    """What stands on the market: a call, somebody's stall, an organisation, something needed or offered."""

    title: str = Field(examples=["Ben Roth"])
    url: str = Field(examples=["https://community.example/people/ben-roth/"])
    text: str = Field(examples=["Repairs what others throw away."])
    language: str = Field(description="In which it is written; empty: not said.", examples=["en"])
    by: str = Field(description="Whose it is, if its title doesn't say so.", examples=["Ben Roth"])
    shows: list[str] = Field(description="What else stands there.", examples=[["Repairs bicycles"]])


@market.reads("/market", list[GoodsOut])
def list_market(request: HttpRequest) -> Any:
    """List the kinds of goods on the market of the community."""
    return [
        {"kind": one.key, "title": str(one.title), "ways": [way for way in WAYS if way in one.by]}
        for one in goods_of(request.space)
    ]


@market.reads("/market/{slug:kind}", Page[GoodOut])
def list_goods(
    request: HttpRequest, response: HttpResponse, kind: str, topic: str = Query("", max_length=80),
    skill: str = Query("", max_length=80), place: str = Query("", max_length=80), after: UUID | None = AFTER, limit: int = LIMIT,
) -> Any:  # fmt: skip
    """List what of a kind you see on the market; nothing where it can't be looked through that way."""
    goods = next((one for one in goods_of(request.space) if one.key == kind), None)
    if goods is None:
        raise Http404
    looking = Looking(topic=topic, skill=skill, place=place, after=after, limit=limit)
    if any(getattr(looking, way) and way not in goods.by for way in WAYS):
        return paged(request, response, [], None)
    shelf = goods.show(request.actor, request.space, looking)
    return paged(request, response, [_shown(request, goods.tell(card)) for card in shelf.cards], shelf.next)


def _shown(request: HttpRequest, good: Good) -> dict[str, Any]:
    return {
        "title": good.title, "url": request.build_absolute_uri(good.url), "text": good.text, "language": good.language,
        "by": good.by, "shows": list(good.shows),
    }  # fmt: skip
