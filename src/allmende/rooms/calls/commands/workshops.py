"""Offering workshops, coming to them, waiting for a seat. Whoever comes holds the call for a moment, so that no seat is given twice."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import (
    WorkshopCancelled,
    WorkshopChanged,
    WorkshopMovedUp,
    WorkshopNear,
    WorkshopOffered,
    WorkshopSeatGivenBack,
    WorkshopSeatTaken,
)
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.models import Call, CallState, Seat, Workshop
from allmende.rooms.calls.rules import may_change_workshop, may_come, may_offer_workshop

MOST_WORKSHOPS = 12
MOST_SEATS = 500
LONGEST = timedelta(days=7)
BEFORE = timedelta(days=1)
"""So long before it begins, those who come are reminded."""


@dataclass(frozen=True)
class WorkshopText:
    """A workshop as it is handed in; it has a place, a link, or both."""

    title: str
    begins: datetime
    ends: datetime
    seats: int
    place: str = ""
    link: str = ""
    given_by: str = ""
    about: str = ""


@transaction.atomic
def offer_workshop(actor: Actor, call: Call, said: WorkshopText) -> Workshop:
    """Offer a workshop of a call. Raises Refused (422) naming what can't be, (409) beyond twelve."""
    call = locked(call)
    require(may_offer_workshop(actor, call))
    if call.workshops.count() >= MOST_WORKSHOPS:
        raise Refused(_("Twelve workshops at most."), 409)
    workshop = Workshop.objects.create(call=call, **_clean(said, ahead=True))
    Call.objects.filter(id=call.id).update(workshop_count=call.workshops.filter(cancelled=None).count())
    record(WorkshopOffered(actor=actor.id, workshop=workshop.id, **_where(call)))
    return workshop


@transaction.atomic
def change_workshop(actor: Actor, workshop: Workshop, said: WorkshopText) -> Workshop:
    """Change a workshop; those who come hear of another time or place, and with more seats who waits moves up.

    Raises Refused (422), also with fewer seats than are taken, (410) once it has been or was called off.
    """
    call, workshop = _held(workshop)
    require(may_change_workshop(actor, call, workshop))
    clean = _clean(said, ahead=said.begins != workshop.begins)
    if said.seats < workshop.taken:
        sentence = _("%(n)d people come already. Ask some of them first.") % {"n": workshop.taken}
        raise Refused(sentence, 422, errors={"seats": sentence})
    moved = any(getattr(workshop, name) != clean[name] for name in ("begins", "ends", "place", "link"))
    for name, value in clean.items():
        setattr(workshop, name, value)
    workshop.sequence, workshop.changed = workshop.sequence + 1, clock.now()
    workshop.is_told = workshop.is_told and not moved
    workshop.save()
    record(WorkshopChanged(actor=actor.id, workshop=workshop.id, moved=moved, **_where(call)))
    _move_up(workshop)
    return workshop


@transaction.atomic
def cancel_workshop(actor: Actor, workshop: Workshop) -> None:
    """Call a workshop off; whoever comes or waits is told. Raises Refused (410) once it has been."""
    call, workshop = _held(workshop)
    require(may_change_workshop(actor, call, workshop))
    workshop.cancelled = workshop.changed = clock.now()
    workshop.sequence += 1
    workshop.save()
    Call.objects.filter(id=call.id).update(workshop_count=call.workshops.filter(cancelled=None).count())
    record(WorkshopCancelled(actor=actor.id, workshop=workshop.id, **_where(call)))


@transaction.atomic
def come(actor: Actor, workshop: Workshop) -> Seat:
    """Take a seat, or a place on the waiting list where there is none; saying it twice changes nothing. Raises Refused (410, 403)."""
    call, workshop = _held(workshop)
    require(may_come(actor, call, workshop))
    seat, is_new = Seat.objects.get_or_create(
        workshop=workshop, actor=actor, defaults={"is_waiting": not workshop.left, "at": clock.now()}
    )
    if is_new:
        _count(workshop)
        record(WorkshopSeatTaken(actor=actor.id, workshop=workshop.id, waits=seat.is_waiting, **_where(call)))
    return seat


@transaction.atomic
def stay_away(actor: Actor, workshop: Workshop) -> None:
    """Give a seat back; who waits longest has it then."""
    call, workshop = _held(workshop)
    if Seat.objects.filter(workshop=workshop, actor=actor).delete()[0]:
        record(WorkshopSeatGivenBack(actor=actor.id, workshop=workshop.id, **_where(call)))
        _count(workshop)
        _move_up(workshop)


def fill_seats(workshops: list[UUID]) -> None:
    """Count the seats of workshops anew, and let those move up who wait, where rows went or became one (`foundation/personal`)."""
    for workshop in Workshop.objects.filter(id__in=workshops):
        with transaction.atomic():
            _call, held = _held(workshop)
            _count(held)
            _move_up(held)


def remind_who_comes() -> int:
    """Remind those who come to a workshop that begins within a day; once for each, late or twice it happens once."""
    near = Workshop.objects.filter(
        is_told=False, cancelled=None, begins__lte=clock.now() + BEFORE, begins__gt=clock.now()
    )
    near = near.exclude(call__state=CallState.DRAFT).exclude(call__audience__kind=Kind.BIN)
    for workshop in list(near):
        with transaction.atomic():
            call, held = _held(workshop)
            if not held.is_told and held.cancelled is None:
                Workshop.objects.filter(id=held.id).update(is_told=True)
                record(WorkshopNear(actor=system().id, workshop=held.id, **_where(call)))
    return len(near)


def _move_up(workshop: Workshop) -> None:
    if workshop.cancelled or workshop.begins <= clock.now():
        return
    waits = Seat.objects.filter(workshop=workshop, is_waiting=True).order_by("id")
    for seat in list(waits[: max(workshop.left, 0)]):
        seat.is_waiting = False
        seat.save(update_fields=["is_waiting"])
        record(WorkshopMovedUp(actor=system().id, workshop=workshop.id, member=seat.actor_id, **_where(workshop.call)))
    _count(workshop)


def _count(workshop: Workshop) -> None:
    workshop.taken = Seat.objects.filter(workshop=workshop, is_waiting=False).count()
    workshop.save(update_fields=["taken"])


def _held(workshop: Workshop) -> tuple[Call, Workshop]:
    """The call, held until the end of the transaction, and its workshop as it is now."""
    call = locked(Call(id=workshop.call_id))
    held = Workshop.objects.get(id=workshop.id)
    held.call = call
    return call, held


def _clean(said: WorkshopText, *, ahead: bool) -> dict[str, object]:
    clean = {name: clean_line(value) if isinstance(value, str) else value for name, value in asdict(said).items()}
    link = urlsplit(said.link.strip())
    faults: tuple[tuple[str, bool, Text], ...] = (
        ("title", not 3 <= len(str(clean["title"])) <= 120, _("Give the workshop a name of 3 to 120 letters.")),
        ("begins", ahead and said.begins <= clock.now(), _("That is over already: choose a moment ahead.")),
        ("ends", not said.begins < said.ends <= said.begins + LONGEST, _("It ends after it begins, and within a week.")),
        ("seats", not 1 <= said.seats <= MOST_SEATS, _("Between 1 and 500 seats.")),
        ("place", not (clean["place"] or clean["link"]), _("Say where it is: a place, a link, or both.")),
        ("place", len(str(clean["place"])) > 200, _("200 letters at most.")),
        ("given_by", len(str(clean["given_by"])) > 120, _("120 letters at most.")),
        ("about", len(str(clean["about"])) > 600, _("600 letters at most.")),
        (
            "link", bool(clean["link"]) and (link.scheme not in {"http", "https"} or not link.netloc or len(said.link) > 500),
            _("Enter a whole address that begins with https://."),
        ),
    )  # fmt: skip
    errors = {name: sentence for name, is_wrong, sentence in faults if is_wrong}
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    return clean


def _where(call: Call) -> dict[str, Any]:
    return {"thing": call.id, "space": call.place_id, "audience": call.audience_id}
