"""Desks: booked, given back, and the line of those who wait for one."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space, SpaceKind
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, Remedy, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.rooms.hubs.activities import BookingCancelled, DeskBooked, MovedUp
from allmende.rooms.hubs.models import Booking, Desk, DeskKind, Hub, Part, Slot, Wait
from allmende.rooms.hubs.rules import begins_at, calendar_of, may_book, may_cancel, may_stop_waiting, may_wait


def held(space: Space) -> Hub:
    """Return what a hub has beside its space, held until the transaction ends: bookings of one hub take turns."""
    if space.purpose != SpaceKind.HUB:
        raise Refused(_("This space is no hub."), 404)
    hub, _is_new = Hub.objects.get_or_create(space=space)
    hub = Hub.objects.select_for_update().get(pk=hub.pk)
    hub.space = space
    return hub


@transaction.atomic
def book(actor: Actor, space: Space, day: date, part: Part, desk: Desk | None = None) -> Booking:
    """Book a desk (or any that is free) for a day or half of it.

    Raises Refused: 403 no member, 409 taken, closed, over, or one has a desk then, 422 too far ahead, 429 too many at once.
    """
    booking = _take(actor, held(space), day, part, desk)
    record(DeskBooked(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, booking=booking.id))
    return booking


def _take(
    person: Actor, hub: Hub, day: date, part: Part, desk: Desk | None = None, *, from_line: bool = False
) -> Booking:
    """Make a booking in a hub that is held; whoever has a desk then waits for none any more."""
    calendar = calendar_of(hub)
    require(may_book(person, hub, day, part, calendar))
    _require_room_for(person, hub, day, part, desk)
    taken = Slot.objects.filter(day=day, half__in=part.halves).values("desk")
    free = hub.desks.filter(is_there=True).exclude(id__in=taken).order_by("name", "id")
    chosen = free.filter(id=desk.id).first() if desk else free.filter(kind=DeskKind.DESK).first()
    begins = begins_at(hub, day, part, calendar.on(day))
    if chosen is None or begins is None:
        raise Refused(
            _("Someone else has it then. Choose another desk or day.") if desk else _("No desk is free then."), 409
        )
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                desk=chosen, person=person, day=day, part=part, begins=begins, from_line=from_line
            )
            Slot.objects.bulk_create([Slot(booking=booking, desk=chosen, day=day, half=half) for half in part.halves])
    except IntegrityError as error:  # whoever got past the turn-taking meets the constraint
        raise Refused(_("Someone else has it then. Choose another desk or day."), 409) from error
    if chosen.kind == DeskKind.DESK:
        Wait.objects.filter(hub=hub, person=person, day=day).filter(_at_the_same_time(part)).delete()
    return booking


def _at_the_same_time(part: Part) -> Q:
    return Q(part__in=(part, Part.DAY)) if part != Part.DAY else Q()


def _require_room_for(actor: Actor, hub: Hub, day: date, part: Part, desk: Desk | None) -> None:
    """Refuse a second desk at the same time, and more bookings than the hub allows one person."""
    mine = Booking.objects.filter(person=actor, day__gte=hub.today)
    if mine.filter(desk__hub=hub).count() >= hub.most_bookings:
        sentence = _("You have %(n)d bookings here. Give one back, or come first.") % {"n": hub.most_bookings}
        raise Refused(sentence, 429, remedy=Remedy(_("My bookings"), reverse("hubs:mine")))
    then = mine.filter(_at_the_same_time(part), day=day, desk__kind=DeskKind.DESK)
    if (desk is None or desk.kind == DeskKind.DESK) and then.exists():
        raise Refused(_("You have a desk then already."), 409, remedy=Remedy(_("My bookings"), reverse("hubs:mine")))


@transaction.atomic
def cancel(actor: Actor, booking: Booking) -> None:
    """Give a booking back; hosts end anyone's. Whoever waits for a desk then moves up.

    Raises Refused: 404 not one's own, 409 over or too late.
    """
    space = booking.desk.hub.space
    hub = held(space)
    found = Booking.objects.select_related("desk__hub__space__root").filter(id=booking.id).first()
    if found is None:
        raise Refused(_("This isn't here."), 404)
    require(may_cancel(actor, found))
    end(actor, space, found)
    move_up(hub, found.day)


def end(actor: Actor, space: Space, booking: Booking) -> None:
    record(
        BookingCancelled(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id,
            booking=booking.id, member=booking.person_id, day=booking.day.isoformat(),
        )
    )  # fmt: skip
    booking.delete()


@transaction.atomic
def wait(actor: Actor, space: Space, day: date, part: Part) -> Wait:
    """Stand in line for a desk on a day or half of it; who stands there already keeps their place.

    Raises Refused: 403 no member, 409 one is free, closed, over, or one has a desk then, 422 too far ahead, 429 too many at once.
    """
    hub = held(space)
    require(may_wait(actor, hub, day, part, calendar_of(hub)))
    _require_room_for(actor, hub, day, part, None)
    return Wait.objects.get_or_create(hub=hub, person=actor, day=day, part=part)[0]


@transaction.atomic
def stop_waiting(actor: Actor, wait: Wait) -> None:
    """Leave the line. Raises Refused (404) for another's place."""
    require(may_stop_waiting(actor, wait))
    Wait.objects.filter(id=wait.id).delete()


def move_up(hub: Hub, day: date | None = None) -> None:
    """Give free desks of a hub that is held to those who wait, who waited longest first, and tell them.

    Whoever can't have one now (half a day is free, they wait for a whole one; they have left) keeps their place.
    """
    waits = Wait.objects.filter(hub=hub, day__gte=hub.today).select_related("person").order_by("id")
    for one in waits.filter(day=day) if day else waits:
        try:
            booking = _take(one.person, hub, one.day, Part(one.part), from_line=True)
        except Refused:
            continue
        space = hub.space
        record(
            MovedUp(
                actor=system().id, thing=space.id, space=space.id, audience=space.audience_id,
                booking=booking.id, member=one.person_id, day=one.day.isoformat(),
            )
        )  # fmt: skip
