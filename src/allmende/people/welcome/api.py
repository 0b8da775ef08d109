"""What programs do with live tours: list those to come, offer and cancel them. Places are for guests, by mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.things.shapes import Who, who
from allmende.commons.tokens.areas import PEOPLE
from allmende.foundation.api import Input, Made, Moment, Operations, Whole
from allmende.people.welcome import commands
from allmende.people.welcome.queries.tours import MOST, coming_tours, slots_of

router = Operations(PEOPLE)


class TourOut(Schema):
    """A live tour that is to come; where it begins, those read who have a place."""

    id: UUID
    url: str = Field(examples=["https://community.example/tours/019ac1f0-3c5e-7c3a-9d55-5f0c2d1e8a77/"])
    begins: datetime
    minutes: int = Field(examples=[45])
    places: int = Field(examples=[8])
    taken: int = Field(examples=[3])
    host: Who


class TourIn(Input):
    """A live tour that you lead."""

    begins: Moment
    minutes: Whole = Field(45, ge=5, le=240)
    places: Whole = Field(8, ge=1, le=100)
    where: str = Field("", max_length=200, examples=["At the gate"])


@router.reads("/tours", list[TourOut])
def list_tours(request: HttpRequest) -> Any:
    """List the live tours that are to come, the next first."""
    return [
        {
            "id": slot.id, "url": request.build_absolute_uri(f"/tours/{slot.id}/"), "begins": slot.begins,
            "minutes": slot.minutes, "places": slot.places, "taken": slot.taken, "host": who(slot.host),
        }
        for slot in coming_tours(request.space)[:MOST]
    ]  # fmt: skip


@router.posts("/tours", Made)
def offer_tour(request: HttpRequest, sent: TourIn) -> Any:
    """Offer a live tour, led by you."""
    slot = commands.offer_tour(request.actor, request.space, **sent.model_dump())
    return {"id": slot.id, "url": f"/tours/{slot.id}/"}


@router.posts("/tours/{uuid:key}/cancellation")
def cancel_tour(request: HttpRequest, key: UUID) -> None:
    """Cancel a tour; whoever had a place gets a mail."""
    slot = slots_of(request.space).filter(id=key).first()
    if slot is None:
        raise Http404
    commands.cancel_tour(request.actor, slot)
