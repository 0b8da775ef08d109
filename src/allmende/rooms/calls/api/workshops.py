"""The workshops of a call: offered, changed, called off, come to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.foundation.api import Input, Made, Moment
from allmende.rooms.calls.api.area import call_at, router
from allmende.rooms.calls.commands import workshops as commands
from allmende.rooms.calls.models import Workshop
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.queries.workshops import workshop_in, workshops_of
from allmende.rooms.calls.rules import may_see_who_comes


class WorkshopIn(Input):
    """A workshop: it has a place, a link, or both."""

    title: str = Field(examples=["Film with a telephone"], json_schema_extra={"maxLength": 120})
    begins: Moment
    ends: Moment
    seats: int = Field(examples=[12], json_schema_extra={"minimum": 1, "maximum": 500})
    place: str = Field("", json_schema_extra={"maxLength": 200})
    link: str = Field("", json_schema_extra={"maxLength": 500})
    given_by: str = Field("", json_schema_extra={"maxLength": 120})
    about: str = Field("", json_schema_extra={"maxLength": 600})


class WorkshopOut(Schema):
    """A workshop of a call."""

    id: UUID
    title: str = Field(examples=["Film with a telephone"])
    about: str
    given_by: str
    begins: Moment
    ends: Moment
    place: str
    link: str = Field(description="For those who come, and its hosts; else empty.")
    seats: int
    taken: int
    waiting: int
    is_cancelled: bool
    state: str = Field(description="Where you stand with it: comes, waits, or empty.", examples=["comes"])


class WorkshopSeatOut(Schema):
    """One's seat, or place on the waiting list."""

    waits: bool


@router.reads("/calls/{slug:slug}/workshops", list[WorkshopOut])
def list_workshops(request: HttpRequest, slug: str) -> Any:
    """List the workshops of a call, in the order of their times."""
    call = call_at(request, slug)
    return workshops_of(request.actor, call, behind=bool(may_see_who_comes(request.actor, call)))


@router.posts("/calls/{slug:slug}/workshops", Made)
def offer_workshop(request: HttpRequest, slug: str, sent: WorkshopIn) -> Any:
    """Offer a workshop."""
    call = call_at(request, slug)
    made = commands.offer_workshop(request.actor, call, commands.WorkshopText(**sent.dict()))
    return {"id": made.id, "url": call_url(call.slug)}


@router.puts("/calls/{slug:slug}/workshops/{uuid:key}")
def change_workshop(request: HttpRequest, slug: str, key: UUID, sent: WorkshopIn) -> None:
    """Change a workshop; those who come hear of another time or place."""
    commands.change_workshop(request.actor, _workshop(request, slug, key), commands.WorkshopText(**sent.dict()))


@router.removes("/calls/{slug:slug}/workshops/{uuid:key}")
def cancel_workshop(request: HttpRequest, slug: str, key: UUID) -> None:
    """Call a workshop off."""
    commands.cancel_workshop(request.actor, _workshop(request, slug, key))


@router.posts("/calls/{slug:slug}/workshops/{uuid:key}/seat", WorkshopSeatOut)
def come_to_workshop(request: HttpRequest, slug: str, key: UUID) -> Any:
    """Take a seat, or a place on the waiting list."""
    return {"waits": commands.come(request.actor, _workshop(request, slug, key)).is_waiting}


@router.removes("/calls/{slug:slug}/workshops/{uuid:key}/seat")
def stay_away_from_workshop(request: HttpRequest, slug: str, key: UUID) -> None:
    """Give your seat back."""
    commands.stay_away(request.actor, _workshop(request, slug, key))


def _workshop(request: HttpRequest, slug: str, key: UUID) -> Workshop:
    found = workshop_in(call_at(request, slug), key)
    if found is None:
        raise Http404
    return found
