"""What programs do for those who run a hub: hours and rules, desks, special days, who comes."""

from __future__ import annotations

from datetime import date, time
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from allmende.foundation.api import LIMIT, Clock, Day, Flag, Input, Made, Page, Whole, paged, unchanged, version_of
from allmende.foundation.verdicts import require
from allmende.rooms.hubs import commands
from allmende.rooms.hubs.api.visiting import BookingOut, hub_at, router
from allmende.rooms.hubs.models import DeskKind, Hub
from allmende.rooms.hubs.queries import bookings_into, desk_of, hub_of
from allmende.rooms.hubs.rules import Calendar, Span, calendar_of, may_run

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Opening(Input):
    """From when to when it is open, in the hub's time."""

    opens: Clock
    closes: Clock


class SpecialDayIn(Input):
    """A day that is not as its weekday; without hours it is closed."""

    hours: Opening | None = None
    note: str = Field("", max_length=120, examples=["Founding day"])


class SpecialDayOut(SpecialDayIn):
    """The same, with its day."""

    day: date


class HubRules(Schema):
    """Where a hub is, when it is open, and how its desks are booked."""

    address: str = Field(examples=["Am Fluss 3"])
    directions: str = Field(examples=["The door in the yard."])
    has_halves: bool = Field(description="Desks can be booked for half a day.")
    days_ahead: int = Field(examples=[28])
    cancel_hours: int = Field(examples=[12])
    most_bookings: int = Field(examples=[5])
    hours: dict[str, Opening | None] = Field(examples=[{"monday": {"opens": "09:00", "closes": "18:00"}}])
    special_days: list[SpecialDayOut]
    version: str = Field(examples=["4be1f0c2a97d"])


class HubPatch(Input):
    """What is to change; a weekday that is null is closed, one that isn't named stays as it is."""

    address: str | None = Field(None, max_length=300)
    directions: str | None = Field(None, max_length=280)
    has_halves: Flag | None = None
    days_ahead: Whole | None = None
    cancel_hours: Whole | None = None
    most_bookings: Whole | None = None
    hours: dict[DayName, Opening | None] = {}


class DeskIn(Input):
    """Something to book."""

    name: str = Field(max_length=60, examples=["Window"])
    kind: Literal["desk", "room"] = "desk"
    seats: Whole = 1


class GuestBookingOut(BookingOut):
    """A booking of a hub, and whose it is."""

    person: str = Field(examples=["Ben Roth"])
    handle: str = Field(examples=["ben-roth"])


@router.reads("/hubs/{slug:slug}/settings", HubRules, members=True)
def get_hub_settings(request: HttpRequest, slug: str) -> Any:
    """Read how a hub is run, as one of those who run it."""
    space = hub_at(request, slug)
    require(may_run(request.actor, space))
    return _rules(hub_of(space))


@router.changes("/hubs/{slug:slug}/settings", HubRules)
def patch_hub_settings(request: HttpRequest, slug: str, sent: HubPatch) -> Any:
    """Change where a hub is, when it is open, and how its desks are booked."""
    space = hub_at(request, slug)
    require(may_run(request.actor, space))
    Hub.objects.select_for_update().filter(pk=space.id).first()  # house: of a hub they run, held
    unchanged(request, _rules(hub_of(space))["version"])
    given = sent.model_dump(exclude_unset=True, exclude_none=True, exclude={"hours"})
    hours = {WEEK.index(name): _span(opening) for name, opening in sent.hours.items()}
    commands.change_hub(request.actor, space, hours=hours, **given)
    return _rules(hub_of(space))


@router.posts("/hubs/{slug:slug}/desks", Made)
def add_desk(request: HttpRequest, slug: str, sent: DeskIn) -> Any:
    """Put up something to book."""
    desk = commands.add_desk(request.actor, hub_at(request, slug), sent.name, DeskKind(sent.kind), sent.seats)
    return {"id": str(desk.id), "url": f"/hubs/{slug}/desks/"}


@router.removes("/hubs/{slug:slug}/desks/{int:desk}")
def remove_desk(request: HttpRequest, slug: str, desk: int) -> None:
    """Take a desk away; bookings of it that are still to come end, and who had them is told."""
    space = hub_at(request, slug)
    require(may_run(request.actor, space))
    found = desk_of(space, desk)
    if found is None:
        raise Http404
    commands.remove_desk(request.actor, space, found)


@router.puts("/hubs/{slug:slug}/days/{day}")
def set_special_day(request: HttpRequest, slug: str, day: Day, sent: SpecialDayIn) -> None:
    """Say that a day is not as its weekday; bookings that it leaves no room for end, and who had them is told."""
    commands.set_special_day(request.actor, hub_at(request, slug), day, _span(sent.hours), sent.note)


@router.removes("/hubs/{slug:slug}/days/{day}")
def unset_special_day(request: HttpRequest, slug: str, day: Day) -> None:
    """Let a day be as its weekday again."""
    commands.unset_special_day(request.actor, hub_at(request, slug), day)


@router.reads("/hubs/{slug:slug}/bookings", Page[GuestBookingOut], members=True)
def list_hub_bookings(
    request: HttpRequest, response: HttpResponse, slug: str, after: str = Query("", max_length=80), limit: int = LIMIT
) -> Any:
    """List who comes to a hub from today on, the next first, as one of those who run it; `cancelBooking` ends one."""
    space = hub_at(request, slug)
    require(may_run(request.actor, space))
    cards, following = bookings_into(request.actor, hub_of(space), after, limit)
    shown = [
        {
            "id": card.id, "day": card.day, "part": str(card.part), "desk": card.desk, "hub": card.hub,
            "person": card.person, "handle": card.handle,
        }
        for card in cards
    ]  # fmt: skip
    return paged(request, response, shown, following)


def _span(opening: Opening | None) -> Span | None:
    return Span(opening.opens, opening.closes) if opening else None


def _rules(hub: Hub) -> dict[str, Any]:
    calendar: Calendar = calendar_of(hub)
    notes = dict(hub.special_days.values_list("day", "note"))
    rules = {
        name: getattr(hub, name)
        for name in ("address", "directions", "has_halves", "days_ahead", "cancel_hours", "most_bookings")
    } | {
        "hours": {name: _opening(calendar.week.get(number)) for number, name in enumerate(WEEK)},
        "special_days": [
            {"day": day, "hours": _opening(span), "note": notes.get(day, "")}
            for day, span in sorted(calendar.special.items())
        ],
    }
    return rules | {"version": version_of(rules)}


def _opening(span: Span | None) -> dict[str, time] | None:
    return {"opens": span.opens, "closes": span.closes} if span else None
