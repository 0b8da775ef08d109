"""Where no desk is free one stands in line: whoever waited longest has the next one, without doing anything, and is told."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.journal.concerns import concerned_by
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import NOON, at_once, recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.rooms.hubs.commands import (
    Span,
    add_desk,
    book,
    cancel,
    clear_away,
    forget,
    remove_desk,
    set_special_day,
    wait,
)
from allmende.rooms.hubs.models import Booking, Part, Slot, Wait
from allmende.rooms.hubs.queries import my_turns

TUESDAY = date(2026, 3, 3)


@pytest.fixture
def full(cast, mill):
    """The Mill with one desk, which Ben has on Tuesday; Ada, Dora and Finn belong to it too."""
    remove_desk(cast.eli, mill, mill.hub.desks.get(name="Desk 2"))
    make_member(cast.community, cast.dora)
    for who in (cast.dora, cast.finn):
        make_member(mill, who)
    book(cast.ben, mill, TUESDAY, Part.DAY)
    return mill


def bens() -> Booking:
    return Booking.objects.get(person__name="Ben Roth")


def holders() -> list[tuple[str, str]]:
    return list(Booking.objects.order_by("begins", "id").values_list("person__name", "part"))


@pytest.mark.django_db
def test_one_stands_in_line_on_the_page_moves_up_by_oneself_and_is_told(cast, full):
    ada, dora = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    for client, who in ((ada, cast.ada), (dora, cast.dora)):
        client.force_login(who.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    desks = f"{reverse('hubs:desks', args=[full.slug])}?day=2026-03-03"
    assert "No desk is free" in ada.get(desks).content.decode()

    for client in (dora, ada):
        assert client.post(reverse("hubs:line", args=[full.slug]), {"day": "2026-03-03", "part": "day"}).url == desks
    assert "You are number 2 in line for the whole day." in ada.get(desks).content.decode()
    assert "number 1 in line" in dora.get(reverse("hubs:mine")).content.decode()

    cancel(cast.ben, bens())

    assert holders() == [("Dora Weit", "day")]
    assert "You are number 1 in line" in ada.get(desks).content.decode()
    assert recorded(full.id)[-2:] == ["BookingCancelled", "MovedUp"]
    told = concerned_by(Entry.objects.get(name="MovedUp"))
    assert [one.actor for one in told] == [cast.dora.id]

    turn = my_turns(cast.ada, cast.community)[0]
    assert dora.post(reverse("hubs:line_removal", args=[turn.id])).status_code == 404
    assert ada.post(reverse("hubs:line_removal", args=[turn.id])).status_code == 302
    assert not Wait.objects.exists()


@pytest.mark.django_db
def test_nobody_waits_where_a_desk_is_free_or_they_have_one_or_the_hub_is_closed(cast, full):
    for who, day, part, status in (
        (cast.ada, TUESDAY + timedelta(days=1), Part.DAY, 409),
        (cast.ben, TUESDAY, Part.MORNING, 409),
        (cast.ada, TUESDAY + timedelta(days=4), Part.DAY, 409),
        (cast.ada, TUESDAY + timedelta(days=365), Part.DAY, 422),
        (cast.cleo, TUESDAY, Part.DAY, 403),
    ):
        with pytest.raises(Refused) as refusal:
            wait(who, full, day, part)
        assert refusal.value.status == status

    assert wait(cast.ada, full, TUESDAY, Part.DAY) == wait(cast.ada, full, TUESDAY, Part.DAY), (
        "who waits keeps their place"
    )


@pytest.mark.django_db
def test_the_line_passes_over_whom_it_does_not_fit_and_keeps_their_place(cast, full):
    wait(cast.ada, full, TUESDAY, Part.DAY)
    wait(cast.dora, full, TUESDAY, Part.AFTERNOON)
    wait(cast.finn, full, TUESDAY, Part.MORNING)
    full.memberships.filter(actor=cast.finn).delete()

    set_special_day(cast.eli, full, TUESDAY, Span(time(14), time(18)))
    cancel(cast.ben, bens())
    assert holders() == [("Ada Berg", "day")], "what is open of the day is the afternoon: Ada was first"

    add_desk(cast.eli, full, "Desk 3")

    assert holders() == [("Ada Berg", "day"), ("Dora Weit", "pm")]
    assert [one.person for one in Wait.objects.all()] == [cast.finn], "who has left has no desk"


@pytest.mark.django_db
def test_a_desk_from_the_line_can_be_given_back_until_it_begins_and_goes_to_the_next(cast, full):
    wait(cast.ada, full, TUESDAY, Part.DAY)
    wait(cast.dora, full, TUESDAY, Part.DAY)
    with clock.frozen(NOON + timedelta(hours=17)):  # seven o'clock on Tuesday: two hours before it opens
        forget(cast.ben)
        with clock.frozen(NOON + timedelta(hours=19, minutes=30)):
            cancel(cast.ada, Booking.objects.get(person=cast.ada))

        assert holders() == [("Dora Weit", "day")]


@pytest.mark.django_db
def test_whoever_finds_a_desk_elsewhere_in_the_hub_waits_no_longer_and_old_lines_go(cast, full):
    wait(cast.ada, full, TUESDAY, Part.MORNING)
    wait(cast.dora, full, TUESDAY, Part.DAY)
    add_desk(cast.eli, full, "Desk 4")
    assert holders()[-1] == ("Ada Berg", "am")
    book(cast.dora, full, TUESDAY, Part.AFTERNOON)

    assert not Wait.objects.filter(person=cast.dora).exists(), "half a day is a desk on that day"

    wait(cast.finn, full, TUESDAY, Part.DAY)
    with clock.frozen(NOON + timedelta(days=3)):
        clear_away()

    assert not Wait.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_desk_given_back_while_ten_grab_for_it_goes_to_whoever_waited(cast, full):
    wait(cast.dora, full, TUESDAY, Part.DAY)
    given, fresh = bens(), {who.id: Actor.objects.get(id=who.id) for who in (cast.ada, cast.finn, cast.ben)}

    def grab(who: Actor) -> object:
        return book(fresh[who.id], full, TUESDAY, Part.DAY)

    came = at_once(lambda: cancel(fresh[cast.ben.id], given), *[lambda w=w: grab(w) for w in (cast.ada, cast.finn) * 5])

    assert [one.status for one in came if isinstance(one, Refused)] == [409] * 10
    assert holders() == [("Dora Weit", "day")]
    assert Slot.objects.count() == 2
    assert not Wait.objects.exists()
