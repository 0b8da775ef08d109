"""Erasing what the way in keeps of a person who goes."""

from __future__ import annotations

from django.db.models import F

from allmende.foundation import clock
from allmende.identity.actors.models import Actor
from allmende.people.welcome.models import Booking, Path, Promise, Signature, Slot
from allmende.people.welcome.queries.personal import bookings_of, subscriptions_of


def forget(actor: Actor) -> None:
    """Erase paths, promises, places on tours and addresses, in the caller's transaction; may run twice.

    Tours that the person would have led are cancelled. A signature stays under the charter without a name, as the erased
    actor has none; one that was only asked for goes.
    """
    _give_places_back(actor)
    subscriptions_of(actor).delete()
    Path.objects.filter(actor=actor).delete()
    Promise.objects.filter(confirmed_by=actor).update(confirmed_by=None)
    Signature.objects.filter(actor=actor, signed=None).delete()
    Slot.objects.filter(host=actor, cancelled=None, begins__gt=clock.now()).update(cancelled=clock.now(), where="")


def _give_places_back(actor: Actor) -> None:
    for booking in bookings_of(actor).exclude(confirmed=None).filter(cancelled=None):
        Slot.objects.filter(pk=booking.slot_id).update(taken=F("taken") - 1)
    Booking.objects.filter(pk__in=list(bookings_of(actor).values_list("pk", flat=True))).delete()
