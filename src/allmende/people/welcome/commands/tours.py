"""Live tours: offered by those who care for the community, booked by anyone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.mail.commands import post
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.accounts.addresses import is_address
from allmende.identity.accounts.mailboxes import has_room
from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor, Guest
from allmende.people.welcome.activities import TourBooked, TourBookingCancelled, TourCancelled, TourOffered
from allmende.people.welcome.models import Booking, Slot
from allmende.people.welcome.rules import may_book, may_cancel_tour, may_offer_tours

AGAIN = timedelta(minutes=10)
GUEST = Guest()
NO_ADDRESS = _("Write an e-mail address such as ada@example.org.")
MOST_ASKED = 100
"""So many may ask for one tour without having confirmed: more is somebody's game."""


@transaction.atomic
def offer_tour(
    actor: Actor, space: Space, *, begins: datetime, minutes: int = 45, places: int = 8, where: str = ""
) -> Slot:
    """Offer a live tour at a time, led by whoever offers it.

    Raises Refused (403), (422) for a time that has passed, no places, or more than a hundred.
    """
    require(may_offer_tours(actor, space))
    if begins <= clock.now():
        raise Refused(_("Choose a time that is to come."), 422, errors={"begins": _("This has passed.")})
    if not 1 <= places <= 100 or not 5 <= minutes <= 240:
        raise Refused(_("A tour has 1 to 100 places and takes 5 to 240 minutes."), 422)
    slot = Slot.objects.create(space=space, host=actor, begins=begins, minutes=minutes, places=places, where=where)
    record(TourOffered(slot=slot.id, **_about(slot, actor)))
    return slot


@transaction.atomic
def cancel_tour(actor: Actor, slot: Slot) -> Slot:
    """Cancel a tour; whoever has or asked for a place gets a mail."""
    slot = _held(slot)
    require(may_cancel_tour(actor, slot))
    slot.cancelled = clock.now()
    slot.save(update_fields=["cancelled"])
    for booking in slot.bookings.filter(cancelled=None):
        _write(booking, "welcome/mail/tour_cancelled")
    record(TourCancelled(slot=slot.id, **_about(slot, actor)))
    return slot


@transaction.atomic
def book(slot: Slot, *, name: str, email: str, language: str) -> Booking:
    """Ask for a place: a mail asks to confirm it, until then it is nobody's.

    Said again, the answer is the same, and no second mail is sent within ten minutes: nobody learns who has booked. Raises
    Refused (409, 410) for a tour that is full or over, (422) for an address that can't be one, (429) when too many ask.
    """
    slot = _held(slot)
    require(may_book(GUEST, slot))
    name, email = clean_line(name), email.strip().lower()
    _require_address(name, email)
    known = slot.bookings.filter(email=email, cancelled=None).first()
    if known is None and slot.bookings.filter(confirmed=None, cancelled=None).count() >= MOST_ASKED:
        raise Refused(_("So many are asking for this tour just now. Try again later."), 429)
    if known is None:
        known = Booking.objects.create(slot=slot, name=name, email=email, language=language)
    elif known.confirmed or clock.now() - known.asked < AGAIN:
        return known
    Booking.objects.filter(pk=known.pk).update(asked=clock.now())
    if has_room(email):
        _write(known, "welcome/mail/tour_asked")
    return known


@transaction.atomic
def confirm_booking(booking: Booking) -> Booking:
    """Take the place that was asked for; the host is told. May be said twice. Refused (409, 410) for a tour full or over."""
    slot = _held(booking.slot)
    booking = _fresh(booking, slot)
    if booking.confirmed and not booking.cancelled:
        return booking
    if booking.cancelled:
        raise Refused(_("This place was given back. Book again if you like."), 410)
    require(may_book(GUEST, slot))
    slot.taken += 1
    slot.save(update_fields=["taken"])
    booking.confirmed = clock.now()
    booking.save(update_fields=["confirmed"])
    record(TourBooked(slot=slot.id, host=slot.host_id, **_about(slot, system())))
    _write(booking, "welcome/mail/tour_confirmed")
    _write_to_host(booking, "welcome/mail/tour_booked")
    return booking


@transaction.atomic
def cancel_booking(booking: Booking) -> Booking:
    """Give a place back; the host is told if it was one. May be said twice."""
    slot = _held(booking.slot)
    booking = _fresh(booking, slot)
    if booking.cancelled:
        return booking
    booking.cancelled = clock.now()
    booking.save(update_fields=["cancelled"])
    if booking.confirmed:
        slot.taken -= 1
        slot.save(update_fields=["taken"])
        record(TourBookingCancelled(slot=slot.id, host=slot.host_id, **_about(slot, system())))
        _write_to_host(booking, "welcome/mail/tour_given_back")
    return booking


def _held(slot: Slot) -> Slot:
    return Slot.objects.select_for_update(of=("self",)).select_related("space__root", "space__audience").get(pk=slot.pk)


def _fresh(booking: Booking, slot: Slot) -> Booking:
    booking = Booking.objects.get(pk=booking.pk)
    booking.slot = slot
    return booking


def _require_address(name: str, email: str) -> None:
    errors: dict[str, Text] = {}
    if not any(letter.isalnum() for letter in name) or len(name) > 120:
        errors["name"] = _("Tell us your name.")
    if not is_address(email):
        errors["email"] = NO_ADDRESS
    if errors:
        raise Refused(next(iter(errors.values())), 422, errors=errors)


def _about(slot: Slot, actor: Actor) -> dict[str, Any]:
    space = slot.space
    return {"actor": actor.id, "thing": space.id, "space": space.id, "audience": space.audience_id}


def _write(booking: Booking, template: str) -> None:
    slot = booking.slot
    path = reverse("welcome:booking", args=[booking.id, booking.key])
    post(
        booking.email, template, language=booking.language, house=letterhead_of(slot.space), name=booking.name, slot=slot,
        space=slot.space, begins=slot.begins, path=path,
    )  # fmt: skip


def _write_to_host(booking: Booking, template: str) -> None:
    slot = booking.slot
    account = Account.objects.filter(actor=slot.host_id, is_active=True).first()
    if account is not None:
        post(
            account.email, template, language=account.actor.language, house=letterhead_of(slot.space), name=account.actor.name,
            guest=booking.name, slot=slot, space=slot.space, begins=slot.begins, path=reverse("welcome:tours"),
        )  # fmt: skip
