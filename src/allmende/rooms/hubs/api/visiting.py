"""What programs do in hubs: see who is there, book a desk, be there, be stuck, help."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Schema

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_member
from allmende.commons.things.shapes import LayerName, Who, layer_name, who
from allmende.foundation.api import AFTER, LIMIT, Area, Day, Flag, Input, Made, Operations, Page, Whole, paged
from allmende.foundation.verdicts import require
from allmende.rooms.hubs import commands
from allmende.rooms.hubs.models import Part, Question
from allmende.rooms.hubs.queries import (
    booking_of,
    desk_of,
    desks_on,
    find_hub,
    hub_of,
    hubs_page,
    my_bookings,
    my_turns,
    people_today,
    question_of,
    questions_for,
    wait_of,
)
from allmende.rooms.hubs.rules import calendar_of

router = Operations(Area("hubs", _("Hubs"), _("Hubs, who is there today, desks and bookings."), in_spaces=True))


class HubOut(Schema):
    """A hub as it stands in the list."""

    id: UUID
    slug: str = Field(examples=["weberei"])
    url: str = Field(examples=["https://community.example/hubs/weberei/"])
    title: str = Field(examples=["Weberei"])
    summary: str
    address: str = Field(examples=["Am Fluss 3"])
    layer: LayerName
    is_open: bool
    standing: str = Field(description="In words of the caller's language.", examples=["open until 18:00"])


class PresenceOut(Schema):
    """Someone who said that they are there."""

    name: str
    handle: str
    what: str = Field(examples=["The pond's plan"])
    has_time: bool
    is_here: bool


class QuestionOut(Schema):
    """Someone is stuck and asks who has ten minutes."""

    id: UUID
    text: str
    person: Who
    until: datetime
    helper: str


class TodayOut(Schema):
    """A hub today, for its members."""

    people: list[PresenceOut]
    questions: list[QuestionOut]


class DeskOut(Schema):
    """A desk on a day, and which parts of the day are free."""

    id: int
    name: str = Field(examples=["Window"])
    kind: str = Field(examples=["desk"])
    seats: int = Field(examples=[1])
    free: list[str] = Field(examples=[["am"]])
    is_mine: bool


class BookingIn(Input):
    """A day, how much of it, and which desk (null: any that is free)."""

    day: Day
    part: Literal["day", "am", "pm"] = "day"
    desk: Whole | None = Field(None, ge=1, le=2**31 - 1)


class BookingOut(Schema):
    """One of your bookings."""

    id: UUID
    day: date
    part: str
    desk: str = Field(examples=["Window"])
    hub: str = Field(examples=["Weberei"])


class TurnIn(Input):
    """A day, and how much of it one waits for."""

    day: Day
    part: Literal["day", "am", "pm"] = "day"


class TurnOut(Schema):
    """Your place in the line for a desk: 1 has the next one that gets free."""

    id: UUID
    day: date
    part: str
    place: int = Field(examples=[1])
    hub: str = Field(examples=["Weberei"])


class PresenceIn(Input):
    """Whether you are there or elsewhere within reach, and on what."""

    is_here: Flag = True
    what: str = Field("", max_length=140)
    has_time: Flag = True


class QuestionIn(Input):
    """What you are stuck with."""

    text: str = Field(max_length=280, examples=["Who knows how to lay pond foil?"])


@router.reads("/hubs", Page[HubOut])
def list_hubs(request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT) -> Any:
    """List the hubs that you see, the newest first."""
    cards, following = hubs_page(request.actor, request.space, after, limit)
    shown = [
        {
            "id": card.id, "slug": card.slug, "url": request.build_absolute_uri(card.url), "title": card.title,
            "summary": card.summary, "address": card.address, "layer": layer_name(card.layer), "is_open": card.is_open,
            "standing": card.standing,
        }
        for card in cards
    ]  # fmt: skip
    return paged(request, response, shown, following)


@router.reads("/hubs/{slug:slug}/today", TodayOut, members=True)
def get_hub_today(request: HttpRequest, slug: str) -> Any:
    """See who is there or within reach today, and who is stuck."""
    space = hub_at(request, slug)
    require(is_member(request.actor, space))
    hub = hub_of(space)
    here, elsewhere = people_today(request.actor, hub)
    people = [
        {"name": one.name, "handle": one.handle, "what": one.what, "has_time": one.has_time, "is_here": is_here}
        for group, is_here in ((here, True), (elsewhere, False))
        for one in group
    ]
    questions = [
        {"id": one.id, "text": one.text, "person": who(one), "until": one.until, "helper": one.helper}
        for one in questions_for(request.actor, hub)
    ]
    return {"people": people, "questions": questions}


@router.reads("/hubs/{slug:slug}/desks", list[DeskOut], members=True)
def list_desks(request: HttpRequest, slug: str, day: Day | None = None) -> Any:
    """List the desks of a day (today without one) and what is free; who has the others nobody is told."""
    space = hub_at(request, slug)
    require(is_member(request.actor, space))
    hub = hub_of(space)
    rows = desks_on(request.actor, hub, calendar_of(hub), day or hub.today)
    return [
        {"id": row.id, "name": row.name, "kind": row.kind, "seats": row.seats, "is_mine": row.is_mine, "free": [part for part, _name in row.parts]}
        for row in rows
    ]  # fmt: skip


@router.posts("/hubs/{slug:slug}/bookings", Made)
def book_desk(request: HttpRequest, slug: str, sent: BookingIn) -> Any:
    """Book a desk for a day or half of it."""
    space = hub_at(request, slug)
    desk = desk_of(space, sent.desk) if sent.desk else None
    if sent.desk and desk is None:
        raise Http404
    booking = commands.book(request.actor, space, sent.day, Part(sent.part), desk)
    return {"id": booking.id, "url": "/hubs/bookings/"}


@router.reads("/bookings", Page[BookingOut], members=True)
def list_bookings(
    request: HttpRequest, response: HttpResponse, after: str = Query("", max_length=80), limit: int = LIMIT
) -> Any:
    """List your bookings that are still to come, the next first."""
    cards, following = my_bookings(request.actor, request.space, after, limit)
    shown = [
        {"id": card.id, "day": card.day, "part": str(card.part), "desk": card.desk, "hub": card.hub} for card in cards
    ]
    return paged(request, response, shown, following)


@router.removes("/bookings/{uuid:key}")
def cancel_booking(request: HttpRequest, key: UUID) -> None:
    """Give a booking back."""
    booking = booking_of(request.actor, request.space, key)
    if booking is None:
        raise Http404
    commands.cancel(request.actor, booking)


@router.posts("/hubs/{slug:slug}/line", Made)
def wait_for_desk(request: HttpRequest, slug: str, sent: TurnIn) -> Any:
    """Stand in line for a desk: when one gets free it is yours, and you are told."""
    wait = commands.wait(request.actor, hub_at(request, slug), sent.day, Part(sent.part))
    return {"id": wait.id, "url": "/hubs/bookings/"}


@router.reads("/turns", list[TurnOut], members=True)
def list_turns(request: HttpRequest) -> Any:
    """List the lines that you stand in, the next day first; who else waits nobody is told."""
    return [
        {"id": turn.id, "day": turn.day, "part": str(turn.part), "place": turn.place, "hub": turn.hub}
        for turn in my_turns(request.actor, request.space)
    ]


@router.removes("/turns/{uuid:key}")
def leave_line(request: HttpRequest, key: UUID) -> None:
    """Leave a line."""
    wait = wait_of(request.actor, request.space, key)
    if wait is None:
        raise Http404
    commands.stop_waiting(request.actor, wait)


@router.puts("/hubs/{slug:slug}/presence")
def say_presence(request: HttpRequest, slug: str, sent: PresenceIn) -> None:
    """Say that you are there today; it is gone tomorrow."""
    space = hub_at(request, slug)
    commands.say_presence(request.actor, space, is_here=sent.is_here, what=sent.what, has_time=sent.has_time)


@router.removes("/hubs/{slug:slug}/presence")
def end_presence(request: HttpRequest, slug: str) -> None:
    """Take back that you are there."""
    commands.end_presence(request.actor, hub_at(request, slug))


@router.posts("/hubs/{slug:slug}/questions", Made)
def ask_in_hub(request: HttpRequest, slug: str, sent: QuestionIn) -> Any:
    """Ask who has ten minutes; it stands for two hours."""
    return {"id": commands.ask(request.actor, hub_at(request, slug), sent.text).id, "url": f"/hubs/{slug}/"}


@router.posts("/hubs/{slug:slug}/questions/{uuid:key}/help")
def offer_help(request: HttpRequest, slug: str, key: UUID) -> None:
    """Say that you have ten minutes."""
    commands.offer_help(request.actor, _question(request, slug, key))


@router.removes("/hubs/{slug:slug}/questions/{uuid:key}")
def close_question(request: HttpRequest, slug: str, key: UUID) -> None:
    """Take your question away."""
    commands.close_question(request.actor, _question(request, slug, key))


def hub_at(request: HttpRequest, slug: str) -> Space:
    """The hub of an address that the caller sees; raises Http404."""
    space = find_hub(request.actor, request.space, slug)
    if space is None:
        raise Http404
    return space


def _question(request: HttpRequest, slug: str, key: UUID) -> Question:
    question = question_of(request.actor, hub_of(hub_at(request, slug)), key)
    if question is None:
        raise Http404
    return question
