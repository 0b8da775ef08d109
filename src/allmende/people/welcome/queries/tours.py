"""Tours that can be booked, and what their hosts see of them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.keys import is_signed
from allmende.people.welcome.models import Booking, Slot, Subscriber

MOST = 40


def coming_tours(space: Space) -> QuerySet[Slot]:
    """The tours of a community that are to come and take place, the next first."""
    rows = Slot.objects.filter(space=space, cancelled=None, begins__gt=clock.now()).select_related("host", "space")
    return rows.order_by("begins", "id")


def slots_of(space: Space) -> QuerySet[Slot]:
    """All tours of a community, also those that are over or cancelled."""
    return Slot.objects.filter(space=space).select_related("host", "space__root", "space__audience")


def booking_behind(key: UUID, signature: str) -> Booking | None:
    """Return the booking of a link in a mail; None for a link that we did not make."""
    if not is_signed("tour booking", str(key), signature):
        return None
    return Booking.objects.select_related("slot__space", "slot__host").filter(id=key).first()


def subscriber_behind(key: UUID, signature: str) -> Subscriber | None:
    """Return whose address a link in a mail is about; None for a link that we did not make."""
    if not is_signed("tour subscriber", str(key), signature):
        return None
    return Subscriber.objects.select_related("space").filter(id=key).first()


def has_tours(space: Space) -> bool:
    """Say whether a tour can be booked."""
    return coming_tours(space).filter(taken__lt=F("places")).exists()


def tours_with_guests(space: Space) -> QuerySet[Slot]:
    """The tours that are to come, with those who come along, for those who care for the community."""
    return coming_tours(space).prefetch_related("bookings")
