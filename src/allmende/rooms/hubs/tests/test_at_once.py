"""A hundred people at the same moment: one has the last desk, one helps."""

from __future__ import annotations

from datetime import date

import pytest

from allmende.commons.spaces.testing import make_member
from allmende.foundation.testing import at_once
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.rooms.hubs.commands import ask, book, offer_help, remove_desk, say_presence
from allmende.rooms.hubs.models import Booking, Part, Slot

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = date(2026, 3, 3)


def fresh(actor: Actor) -> Actor:
    return Actor.objects.get(id=actor.id)


def statuses(came: list[object]) -> list[int]:
    for one in came:
        if isinstance(one, Exception) and not isinstance(one, Refused):
            raise one
    return sorted(one.status for one in came if isinstance(one, Refused))


def test_a_hundred_bookings_of_the_last_desk_are_one(cast, mill):
    remove_desk(cast.eli, mill, mill.hub.desks.get(name="Desk 2"))
    people = [make_person(f"Person {n}") for n in range(10)]
    for person in people:
        make_member(cast.community, person)
        make_member(mill, person)

    def ten_times(person: Actor) -> list[object]:
        came = []
        for _n in range(10):
            try:
                came.append(book(fresh(person), mill, TUESDAY, Part.DAY))
            except Refused as refusal:
                came.append(refusal)
        return came

    came = [one for answers in at_once(*[lambda p=p: ten_times(p) for p in people]) for one in answers]

    assert statuses(came) == [409] * 99
    assert Booking.objects.count() == 1
    assert Slot.objects.count() == 2


def test_two_who_have_ten_minutes_at_once_are_one(cast, mill):
    for who in (cast.ada, cast.ben, cast.eli):
        say_presence(who, mill, is_here=True)
    question = ask(cast.ada, mill, "How do I weigh a frog?")

    came = at_once(lambda: offer_help(fresh(cast.ben), question), lambda: offer_help(fresh(cast.eli), question))

    assert statuses(came) == [409]
