"""What there is to win in a call."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from allmende.commons.audiences.models import Layer
from allmende.foundation.api import Input, Whole, unchanged
from allmende.foundation.verdicts import require
from allmende.rooms.calls.api.area import call_at, router
from allmende.rooms.calls.commands import PrizeText, set_prizes
from allmende.rooms.calls.models import Call, PrizeKind
from allmende.rooms.calls.queries.prizes import plan_of
from allmende.rooms.calls.rules import may_plan_prizes, sees_amounts

KindName = Literal["jury", "community", "client", "fairest", "helpful", "fixed", "refining"]
ShownOn = Literal["team", "community", "public"]
LAYERS: dict[str, Layer] = {"team": Layer.TEAM, "community": Layer.COMMUNITY, "public": Layer.PUBLIC}


class PrizeIn(Input):
    """A prize: an amount for each place, or a gift for each, or both."""

    id: UUID | None = Field(None, description="That of a prize which stands already; without it, a new one.")
    kind: KindName
    name: str = Field(examples=["Jury prize"])
    amounts: list[Whole] = Field(
        [], max_length=100, description="In minor units, one for each place.", examples=[[100_000, 50_000]]
    )
    places: Whole = Field(1, description="How many get the gift, where there is no money.", examples=[1])
    gift: str = Field("", description="A thing or a mention.", examples=["A day in the workshop"])


class PrizesIn(Input):
    """All that there is to win, in its order."""

    prizes: list[PrizeIn] = Field(max_length=20)
    shown_on: ShownOn = Field("public", description="Who reads the amounts.")


class PrizeOut(Schema):
    """A prize; the amounts are null where they aren't told to the caller."""

    id: UUID
    kind: KindName
    name: str = Field(examples=["Jury prize"])
    amounts: list[int] | None = Field(description="In minor units, one for each place.", examples=[[100_000, 50_000]])
    places: int = Field(examples=[2])
    gift: str = Field(examples=[""])


class PrizesOut(Schema):
    """All that there is to win, and where the amounts are told."""

    prizes: list[PrizeOut]
    currency: str = Field(examples=["EUR"])
    shown_on: ShownOn
    version: int = Field(examples=[2])


@router.reads("/calls/{slug:slug}/prizes", PrizesOut)
def get_prizes(request: HttpRequest, slug: str) -> Any:
    """Read what there is to win in a call, and who decides it."""
    return _shown(request, call_at(request, slug))


@router.puts("/calls/{slug:slug}/prizes", PrizesOut, versioned=True)
def put_prizes(request: HttpRequest, slug: str, sent: PrizesIn) -> Any:
    """Say anew what there is to win: all prizes, in their order.

    Once contributions are in, prizes only grow.
    """
    call = call_at(request, slug)
    require(may_plan_prizes(request.actor, call))
    found = plan_of(call)
    revision = found[0].revision if found else 0
    unchanged(request, revision)
    prizes = [
        PrizeText(PrizeKind(prize.kind), prize.name, prize.amounts, prize.places, prize.gift, id=prize.id)
        for prize in sent.prizes
    ]
    set_prizes(request.actor, call, prizes, shown_on=LAYERS[sent.shown_on], revision=revision)
    return _shown(request, call_at(request, slug))


def _shown(request: HttpRequest, call: Call) -> dict[str, Any]:
    found = plan_of(call)
    if found is None:
        return {"prizes": [], "currency": call.currency, "shown_on": "public", "version": 0}
    plan, prizes = found
    shown = sees_amounts(request.actor, call, plan)
    return {
        "prizes": [
            {
                "id": prize.id, "kind": prize.kind, "name": prize.name, "places": prize.places, "gift": prize.gift,
                "amounts": prize.amounts if shown else None,
            }
            for prize in prizes
        ],
        "currency": plan.currency, "shown_on": Layer(plan.shown_on).name.lower(), "version": plan.revision,
    }  # fmt: skip
