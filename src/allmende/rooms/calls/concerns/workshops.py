"""Whom it concerns when something happens around a workshop: those who come, and those who wait."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.concerns import Concern, Reason, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import OWN, REMINDER
from allmende.rooms.calls.activities import WorkshopCancelled, WorkshopChanged, WorkshopMovedUp, WorkshopNear
from allmende.rooms.calls.models import Seat

MOVED_UP = reason("calls.seat_free", _("You have a seat now in the workshop of {thing}"), OWN)
MOVED = reason("calls.workshop_moved", _("The workshop of {thing} has another time or place"), OWN)
OFF = reason("calls.workshop_off", _("The workshop of {thing} was called off"), OWN)
NEAR = reason("calls.workshop_near", _("The workshop of {thing} begins soon, and you have a seat"), REMINDER)


@concerns(WorkshopMovedUp)
def of_a_seat(entry: Entry) -> Iterator[Concern]:
    """Whoever waited."""
    yield Concern(UUID(entry.current_payload["member"]), MOVED_UP)


@concerns(WorkshopChanged)
def of_another_time(entry: Entry) -> Iterator[Concern]:
    """Whoever comes or waits, where time or place is another."""
    if entry.current_payload["moved"]:
        yield from _people(entry, MOVED, waiting=True)


@concerns(WorkshopCancelled)
def of_one_called_off(entry: Entry) -> Iterator[Concern]:
    """Whoever wanted to come."""
    yield from _people(entry, OFF, waiting=True)


@concerns(WorkshopNear)
def of_a_near_one(entry: Entry) -> Iterator[Concern]:
    """Whoever comes."""
    yield from _people(entry, NEAR, waiting=False)


def _people(entry: Entry, why: Reason, *, waiting: bool) -> Iterator[Concern]:
    rows = Seat.objects.filter(workshop=entry.current_payload["workshop"])
    rows = rows if waiting else rows.filter(is_waiting=False)
    yield from (Concern(person, why) for person in rows.order_by("id").values_list("actor_id", flat=True))
