"""Tours that can be booked, and what their hosts see of them."""

from __future__ import annotations

from django.db.models import F, QuerySet

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.people.welcome.models import Slot

MOST = 40


def coming_tours(space: Space) -> QuerySet[Slot]:
    """The tours of a community that are to come and take place, the next first."""
    rows = Slot.objects.filter(space=space, cancelled=None, begins__gt=clock.now()).select_related("host", "space")
    return rows.order_by("begins", "id")


def has_tours(space: Space) -> bool:
    """Say whether a tour can be booked."""
    return coming_tours(space).filter(taken__lt=F("places")).exists()


def tours_with_guests(space: Space) -> QuerySet[Slot]:
    """The tours that are to come, with those who come along, for those who care for the community."""
    return coming_tours(space).prefetch_related("bookings")
