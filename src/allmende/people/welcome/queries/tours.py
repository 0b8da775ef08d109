"""Tours that can be booked, and what their hosts see of them."""

from __future__ import annotations

from django.db.models import F, QuerySet

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.people.welcome.models import Booking, Slot, Subscriber

MOST = 40


def coming_tours(space: Space) -> QuerySet[Slot]:
    """The tours of a community that are to come and take place, the next first."""
    rows = Slot.objects.filter(space=space, cancelled=None, begins__gt=clock.now()).select_related("host", "space")
    return rows.order_by("begins", "id")


def slots_of(space: Space) -> QuerySet[Slot]:
    """All tours of a community, also those that are over or cancelled."""
    return Slot.objects.filter(space=space).select_related("host", "space__root", "space__audience")


def bookings() -> QuerySet[Booking]:
    """All that links in mails about tours lead to."""
    return Booking.objects.select_related("slot__space", "slot__host")


def subscribers() -> QuerySet[Subscriber]:
    """All that links in mails about openings lead to."""
    return Subscriber.objects.select_related("space")


def has_tours(space: Space) -> bool:
    """Say whether a tour can be booked."""
    return coming_tours(space).filter(taken__lt=F("places")).exists()


def tours_with_guests(space: Space) -> QuerySet[Slot]:
    """The tours that are to come, with those who come along, for those who care for the community."""
    return coming_tours(space).prefetch_related("bookings")
