"""Who may come, book, ask and help in a hub, and when it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_member, is_steward
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.gathered import gathered
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.hubs.models import (
    Booking,
    DeskKind,
    Half,
    Hours,
    Hub,
    Part,
    Presence,
    Question,
    Slot,
    SpecialDay,
    Wait,
)

NOON = time(13)
"""Where the morning ends and the afternoon begins."""


@dataclass(frozen=True)
class Span:
    """From when to when a hub is open on one day."""

    opens: time
    closes: time

    def half(self, half: Half) -> tuple[time, time] | None:
        """What is open of a half; None where nothing is."""
        opens, closes = (
            (self.opens, min(self.closes, NOON)) if half == Half.MORNING else (max(self.opens, NOON), self.closes)
        )
        return (opens, closes) if opens < closes else None


@dataclass(frozen=True)
class Calendar:
    """When a hub is open: its week, and the days that are not as their weekday."""

    week: Mapping[int, Span]
    special: Mapping[date, Span | None]

    def on(self, day: date) -> Span | None:
        """The hours of a day; None where it is closed."""
        return self.special[day] if day in self.special else self.week.get(day.weekday())


def calendar_of(hub: Hub) -> Calendar:
    """Return when a hub is open; one statement."""
    days = SpecialDay.objects.filter(hub=hub.pk, day__gte=hub.today)
    week, special = gathered([
        Hours.objects.filter(hub=hub.pk).values_list("weekday", "opens", "closes"), days.values_list("day", "opens", "closes"),
    ])  # fmt: skip
    return Calendar(
        {weekday: Span(opens, closes) for weekday, opens, closes in week},
        {day: Span(opens, closes) if opens and closes else None for day, opens, closes in special},
    )


@asked(_("say that they are here"))
def may_be_here(reader: Reader, space: Space) -> Verdict:
    """Members of a hub say that they are there, and see who is."""
    return is_member(reader, space)


@asked(_("run the hub"))
def may_run(reader: Reader, space: Space) -> Verdict:
    """Hosts and curators set address, hours, desks and rules, and see who comes."""
    return is_steward(reader, space)


def may_book(reader: Reader, hub: Hub, day: date, part: Part, calendar: Calendar) -> Verdict:
    """Members book what is still to come, within the days that the hub looks ahead, while it is open then."""
    member = is_member(reader, hub.space)
    if not member:
        return member
    ahead = hub.today <= day <= hub.today + timedelta(days=hub.days_ahead)
    span = calendar.on(day)
    return first_denial(
        allow_if(ahead, _("Desks are booked from today to %(n)d days ahead.") % {"n": hub.days_ahead}, status=422),
        allow_if(span, _("The hub is closed on that day."), status=409),
        allow_if(hub.has_halves or part == Part.DAY, _("Desks are booked for whole days here."), status=422),
        allow_if(
            begins_at(hub, day, part, span) is not None, _("The hub isn't open then, or that time is over."), status=409
        ),
    )


def may_wait(reader: Reader, hub: Hub, day: date, part: Part, calendar: Calendar) -> Verdict:
    """Members wait for a desk where they could book one, and none is free."""
    return first_denial(
        may_book(reader, hub, day, part, calendar),
        allow_if(not is_free(hub, day, part), _("A desk is free then. Book it."), status=409),
    )


def is_free(hub: Hub, day: date, part: Part) -> bool:
    """Whether any desk of a hub can still be booked for a day or half of it."""
    taken = Slot.objects.filter(day=day, half__in=part.halves).values("desk")
    return hub.desks.filter(is_there=True, kind=DeskKind.DESK).exclude(id__in=taken).exists()


def may_stop_waiting(reader: Reader, wait: Wait) -> Verdict:
    """One leaves the line oneself."""
    return allow_if(not reader.is_guest and reader.id == wait.person_id, _("This isn't here."), status=404)


def begins_at(hub: Hub, day: date, part: Part, span: Span | None) -> datetime | None:
    """Return when what is booked of a day begins; None where nothing of it is open, or its last hour is over."""
    open_halves = [hours for half in part.halves if span and (hours := span.half(half))]
    if not open_halves:
        return None
    last_hour = open_halves[0 if hub.has_halves else -1][
        1
    ]  # where halves are booked, a day is whole until its first half is over
    return None if hub.at(day, last_hour) <= clock.now() else hub.at(day, open_halves[0][0])


def may_cancel(reader: Reader, booking: Booking) -> Verdict:
    """Whoever has it, until some hours before it begins; hosts at any time before it is over."""
    hub = booking.desk.hub
    runs = bool(is_steward(reader, hub.space))
    late = booking.begins - timedelta(hours=0 if booking.from_line else hub.cancel_hours)
    return first_denial(
        allow_if(reader.id == booking.person_id or runs, _("This isn't here."), status=404),
        allow_if(booking.day >= hub.today, _("This booking is over."), status=409),
        ALLOWED if runs else allow_if(
            clock.now() < late,
            _("It can't be given back any more: that goes until %(n)d hours before. Tell a host.") % {"n": hub.cancel_hours},
            status=409,
        ),
    )  # fmt: skip


def is_present(reader: Reader, hub: Hub) -> bool:
    """Whether someone has said that they are there today, here or elsewhere."""
    return not reader.is_guest and Presence.objects.filter(hub=hub.pk, day=hub.today, person=reader.id).exists()


def may_ask(reader: Reader, hub: Hub) -> Verdict:
    """Ask who has ten minutes: those who are there today, here or elsewhere."""
    return first_denial(
        may_be_here(reader, hub.space),
        allow_if(is_present(reader, hub), _("First say that you are here today, or elsewhere."), status=409),
    )


def may_help(reader: Reader, question: Question) -> Verdict:
    """Say that one has ten minutes: who is there today, while nobody else has said so."""
    return first_denial(
        may_be_here(reader, question.hub.space),
        allow_if(question.closes > clock.now(), _("This isn't here."), status=404),
        allow_if(reader.id != question.person_id, _("This is your own question."), status=409),
        allow_if(is_present(reader, question.hub), _("First say that you are here today, or elsewhere."), status=409),
        allow_if(question.helper_id in {None, reader.id}, _("Someone else was faster. Thank you!"), status=409),
    )


def may_close(reader: Reader, question: Question) -> Verdict:
    """Take a question away: only whoever asked."""
    return allow_if(not reader.is_guest and reader.id == question.person_id, _("This isn't here."), status=404)
