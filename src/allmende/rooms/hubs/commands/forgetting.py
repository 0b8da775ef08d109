"""What is over is forgotten, and what is kept of whoever leaves."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor
from allmende.rooms.hubs.commands.booking import held, move_up
from allmende.rooms.hubs.models import Booking, Presence, Question, Wait

BOOKINGS_KEPT = timedelta(days=30)


def clear_away() -> None:
    """Forget what is over: presence of days that have ended everywhere on earth, questions, old bookings. Cheap, and safe twice."""
    now = clock.now()
    ended = (now - timedelta(hours=12)).date()  # the last place on earth is twelve hours behind
    for rows in (
        Presence.objects.filter(day__lt=ended),
        Question.objects.filter(closes__lte=now),
        Booking.objects.filter(day__lt=ended - BOOKINGS_KEPT),
        Wait.objects.filter(day__lt=ended),
    ):
        if rows.exists():
            rows.delete()


@transaction.atomic
def forget(actor: Actor) -> None:
    """Erase where a person was and will be."""
    Presence.objects.filter(person=actor).delete()
    Question.objects.filter(person=actor).delete()
    Question.objects.filter(helper=actor).update(helper=None)
    Wait.objects.filter(person=actor).delete()
    freed = Booking.objects.filter(person=actor)
    spaces = list(Space.objects.filter(hub__desks__bookings__in=freed).select_related("root").distinct())
    hubs = [held(space) for space in spaces]
    freed.delete()
    for hub in hubs:
        move_up(hub)
