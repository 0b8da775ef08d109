"""Desks and who has them: for a day, for a person, for those who run the hub."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.gathered import gathered, how_many, put
from allmende.foundation.verdicts import Text, Verdict
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.hubs.models import Booking, Desk, DeskKind, Half, Hub, Part, Presence, Question, Slot, Wait
from allmende.rooms.hubs.rules import Calendar, begins_at, may_cancel

PAGE = 20
SHOWN_DAYS = 14


@dataclass(frozen=True)
class DayCard:
    """A day to choose: whether the hub is open, and how many desks are free for at least half of it."""

    day: date
    name: str
    short: str
    is_open: bool
    free: int
    current: bool


@dataclass(frozen=True)
class DeskRow:
    """A desk on one day: what can be booked of it, and whether it is the reader's own."""

    id: int
    name: str
    kind: str
    kind_name: Text
    seats: int
    parts: list[tuple[str, Text]]
    is_mine: bool
    is_taken: bool


def days_of(hub: Hub, calendar: Calendar, chosen: date) -> list[DayCard]:
    """Return the days that can be booked, from today on, with what is free on each; one statement."""
    last = hub.today + timedelta(days=min(hub.days_ahead, SHOWN_DAYS - 1))
    desks = Desk.objects.filter(hub=hub.pk, is_there=True, kind=DeskKind.DESK)
    rows = Slot.objects.filter(
        desk__hub=hub.pk, day__range=(hub.today, last), desk__is_there=True, desk__kind=DeskKind.DESK
    )
    taken: dict[tuple[date, int], set[str]] = {}
    slots, [[count]] = gathered([rows.values_list("day", "desk_id", "half"), how_many(put(desks.values_list("id")))])
    for day, desk, half in slots:
        taken.setdefault((day, desk), set()).add(half)
    full = [day for (day, _desk), halves in taken.items() if halves == set(Half.values)]
    days = [hub.today + timedelta(days=n) for n in range((last - hub.today).days + 1)]
    return [
        DayCard(
            day, f"{date_format(day, 'l')}, {date_format(day, 'MONTH_DAY_FORMAT')}", date_format(day, "D j"), is_open := _is_open(hub, calendar, day),
            max(0, count - full.count(day)) if is_open else 0, day == chosen,
        )
        for day in days
    ]  # fmt: skip


def _is_open(hub: Hub, calendar: Calendar, day: date) -> bool:
    return any(begins_at(hub, day, part, calendar.on(day)) is not None for part in Part)


def desks_on(reader: Reader, hub: Hub, calendar: Calendar, day: date) -> list[DeskRow]:
    """Return the desks of a hub on a day, by name; who has the others nobody is told. Two statements."""
    taken: dict[int, dict[str, UUID]] = {}
    rows = Slot.objects.filter(desk__hub=hub.pk, day=day).values_list("desk_id", "half", "booking__person_id")
    for desk, half, person in rows:
        taken.setdefault(desk, {})[half] = person
    parts = open_parts(hub, calendar, day)
    return [
        _row(
            reader,
            desk,
            [part for part in parts if not taken.get(desk.id, {}).keys() & set(part.halves)],
            taken.get(desk.id, {}),
        )
        for desk in Desk.objects.filter(hub=hub.pk, is_there=True).order_by("kind", "name", "id")
    ]


def open_parts(hub: Hub, calendar: Calendar, day: date) -> list[Part]:
    """Return what of a day can be booked at all: the hub is open then, and it is not over."""
    parts = list(Part) if hub.has_halves else [Part.DAY]
    return [part for part in parts if begins_at(hub, day, part, calendar.on(day)) is not None]


def _row(reader: Reader, desk: Desk, free: list[Part], taken: dict[str, UUID]) -> DeskRow:
    return DeskRow(
        desk.id, desk.name, desk.kind, DeskKind(desk.kind).label, desk.seats, [(part.value, part.label) for part in free],
        reader.id in taken.values(), bool(taken) and not free,
    )  # fmt: skip


def desk_of(space: Space, key: int) -> Desk | None:
    """Return a desk that stands in a hub; None for one of another hub, or one that was taken away."""
    return Desk.objects.filter(id=key, hub=space.id, is_there=True).first()


@dataclass(frozen=True)
class BookingCard:
    """A booking in a list."""

    id: UUID
    key: str
    day: date
    words: str
    part: Text
    desk: str
    hub: str
    hub_url: str
    person: str
    handle: str
    may_cancel: Verdict


def my_bookings(reader: Reader, root: Space, after: str = "", limit: int = PAGE) -> tuple[list[BookingCard], str]:
    """Return one page of a reader's bookings that are still to come, the next first; one statement."""
    today = clock.now().astimezone(ZoneInfo(root.zone)).date()
    rows = Booking.objects.filter(person=reader.id, desk__hub__space__root=root.id, day__gte=today)
    return _page(reader, rows.filter(desk__hub__space__audience__within=reach_of(reader)), after, limit)


def bookings_into(reader: Reader, hub: Hub, after: str = "", limit: int = PAGE) -> tuple[list[BookingCard], str]:
    """Return one page of who comes to a hub from today on, the next first; for those who run it; one statement."""
    return _page(reader, Booking.objects.filter(desk__hub=hub.pk, day__gte=hub.today), after, limit)


def _page(reader: Reader, rows: QuerySet[Booking], after: str, limit: int) -> tuple[list[BookingCard], str]:
    """The key of a page is its last row's day and id."""
    day, _sep, key = after.partition("_")
    try:
        start = (date.fromisoformat(day), UUID(key)) if after else None
    except ValueError:
        start = None
    if start:
        rows = rows.filter(Q(day__gt=start[0]) | Q(day=start[0], id__gt=start[1]))
    found = list(rows.select_related("desk__hub__space__root", "person").order_by("day", "id")[: limit + 1])
    cards = [_card(reader, row) for row in found[:limit]]
    return cards, cards[-1].key if len(found) > limit else ""


def _card(reader: Reader, row: Booking) -> BookingCard:
    space = row.desk.hub.space
    return BookingCard(
        row.id, f"{row.day.isoformat()}_{row.id}", row.day, date_format(row.day, "l, j. F"), Part(row.part).label, row.desk.name, space.title,
        reverse("hubs:hub", args=[space.slug]), row.person.name, row.person.handle, may_cancel(reader, row),
    )  # fmt: skip


def booking_of(reader: Reader, root: Space, key: UUID) -> Booking | None:
    """Return a booking that the reader may end, or could have; None for those of others."""
    rows = Booking.objects.select_related("desk__hub__space__root").filter(id=key, desk__hub__space__root=root.id)
    found = rows.filter(desk__hub__space__audience__within=reach_of(reader)).first()
    verdict = may_cancel(reader, found) if found else None
    return found if verdict or (verdict is not None and verdict.status != 404) else None


def kept_of(actor: Actor) -> dict[str, Any]:
    """Return what is kept of a person in hubs, as JSON values."""
    bookings = Booking.objects.filter(person=actor).order_by("day", "id")
    presences = Presence.objects.filter(person=actor).order_by("day")
    questions = Question.objects.filter(person=actor).order_by("id")
    waits = Wait.objects.filter(person=actor).order_by("day", "id")
    return {
        "bookings": [
            {"hub": hub, "desk": desk, "day": day.isoformat(), "part": part}
            for hub, desk, day, part in bookings.values_list("desk__hub__space__title", "desk__name", "day", "part")
        ],
        "waiting_for": [
            {"hub": hub, "day": day.isoformat(), "part": part}
            for hub, day, part in waits.values_list("hub__space__title", "day", "part")
        ],
        "presence": [
            {"hub": hub, "day": day.isoformat(), "here": is_here, "what": what}
            for hub, day, is_here, what in presences.values_list("hub__space__title", "day", "is_here", "what")
        ],
        "questions": list(questions.values_list("text", flat=True)),
    }
