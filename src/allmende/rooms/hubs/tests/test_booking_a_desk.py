"""Members book a desk for a day or half of it; no chair is given twice, and what is booked can be given back in time."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.concerns import concerned_by
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.rooms.hubs.commands import (
    add_desk,
    book,
    cancel,
    change_hub,
    clear_away,
    remove_desk,
    set_special_day,
    unset_special_day,
)
from allmende.rooms.hubs.models import Booking, DeskKind, Part, Slot
from allmende.rooms.hubs.queries import bookings_into, days_of, desks_on, hub_of, my_bookings
from allmende.rooms.hubs.rules import Span, calendar_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
SATURDAY = MONDAY + timedelta(days=5)


def free(space: Space, reader: object, day: date) -> dict[str, list[str]]:
    hub = hub_of(space)
    return {row.name: [value for value, _label in row.parts] for row in desks_on(reader, hub, calendar_of(hub), day)}


def test_a_whole_day_takes_both_halves(cast, mill):
    booking = book(cast.ben, mill, TUESDAY, Part.DAY)

    assert booking.desk.name == "Desk 1"
    assert Slot.objects.filter(booking=booking).count() == 2
    assert free(mill, cast.ada, TUESDAY) == {"Desk 1": [], "Desk 2": ["day", "am", "pm"]}
    assert recorded(mill.id)[-1] == "DeskBooked"


def test_two_people_share_a_desk_by_halves(cast, mill):
    desk = mill.hub.desks.get(name="Desk 2")
    book(cast.ben, mill, TUESDAY, Part.MORNING, desk)
    book(cast.ada, mill, TUESDAY, Part.AFTERNOON, desk)

    assert free(mill, cast.ada, TUESDAY)["Desk 2"] == []


@pytest.mark.parametrize("part", [Part.DAY, Part.MORNING])
def test_what_is_taken_is_taken(cast, mill, part):
    desk = mill.hub.desks.get(name="Desk 1")
    book(cast.ben, mill, TUESDAY, Part.MORNING, desk)

    with pytest.raises(Refused, match="Someone else has it") as refusal:
        book(cast.ada, mill, TUESDAY, part, desk)

    assert refusal.value.status == 409
    assert Booking.objects.count() == 1


def test_one_person_has_one_desk_at_a_time_and_may_have_a_meeting_place_beside_it(cast, mill):
    table = add_desk(cast.eli, mill, "Round table", DeskKind.ROOM, 8)
    book(cast.ben, mill, TUESDAY, Part.MORNING)
    for part in (Part.MORNING, Part.DAY):
        with pytest.raises(Refused, match="You have a desk then"):
            book(cast.ben, mill, TUESDAY, part)

    book(cast.ben, mill, TUESDAY, Part.AFTERNOON)
    book(cast.ben, mill, TUESDAY, Part.DAY, table)

    assert Booking.objects.filter(person=cast.ben).count() == 3


def test_nobody_has_more_than_the_hub_allows(cast, mill):
    change_hub(cast.eli, mill, most_bookings=1)
    book(cast.ben, mill, TUESDAY, Part.DAY)

    with pytest.raises(Refused) as refusal:
        book(cast.ben, mill, TUESDAY + timedelta(days=1), Part.DAY)

    assert refusal.value.status == 429


@pytest.mark.parametrize(
    ("day", "part", "status"),
    [
        (MONDAY - timedelta(days=1), Part.DAY, 422), (MONDAY + timedelta(days=60), Part.DAY, 422), (SATURDAY, Part.DAY, 409),
        (MONDAY, Part.MORNING, 409), (date.max, Part.DAY, 422), (date.min, Part.DAY, 422),
    ],
)  # fmt: skip
def test_what_is_over_too_far_ahead_or_closed_is_not_booked(cast, mill, day, part, status):
    with pytest.raises(Refused) as refusal:
        book(cast.ben, mill, day, part)

    assert refusal.value.status == status


def test_half_past_four_still_has_an_afternoon_and_after_five_the_day_is_over(cast, mill):
    with clock.frozen(NOON + timedelta(hours=3, minutes=30)):
        assert free(mill, cast.ben, MONDAY)["Desk 1"] == ["pm"]
    with clock.frozen(NOON + timedelta(hours=4)):
        assert free(mill, cast.ben, MONDAY)["Desk 1"] == []


def test_who_does_not_belong_cannot_book(cast, mill):
    for who in (cast.finn, cast.dora, cast.cleo):
        with pytest.raises(Refused) as refusal:
            book(who, mill, TUESDAY, Part.DAY)
        assert refusal.value.status == 403


def test_a_booking_is_given_back_until_some_hours_before(cast, mill):
    early, late = book(cast.ben, mill, TUESDAY, Part.DAY), book(cast.ada, mill, MONDAY, Part.AFTERNOON)

    cancel(cast.ben, early)
    with pytest.raises(Refused, match="until 2 hours before"):
        cancel(cast.ada, late)

    cancel(cast.eli, late)
    assert not Slot.objects.exists()
    ended = Entry.objects.filter(name="BookingCancelled").order_by("-id")[0]
    assert [concern.actor for concern in concerned_by(ended)] == [cast.ada.id]


def test_a_booking_of_someone_else_is_not_there(cast, mill):
    booking = book(cast.ben, mill, TUESDAY, Part.DAY)

    with pytest.raises(Refused) as refusal:
        cancel(cast.ada, booking)

    assert refusal.value.status == 404


def test_a_day_that_is_closed_ends_what_was_booked_and_says_so(cast, mill):
    booking = book(cast.ben, mill, TUESDAY, Part.AFTERNOON)
    kept = book(cast.ada, mill, TUESDAY, Part.MORNING)

    ended = set_special_day(cast.eli, mill, TUESDAY, Span(time(9), time(12)), "Inventory")

    assert ended == 1
    assert list(Booking.objects.all()) == [kept]
    assert booking.id not in set(Slot.objects.values_list("booking_id", flat=True))
    unset_special_day(cast.eli, mill, TUESDAY)
    assert free(mill, cast.ada, TUESDAY)["Desk 1"]


def test_a_desk_that_is_taken_away_takes_its_bookings_along(cast, mill):
    booking = book(cast.ben, mill, TUESDAY, Part.DAY)

    assert remove_desk(cast.eli, mill, booking.desk) == 1
    assert list(free(mill, cast.ben, TUESDAY)) == ["Desk 2"]
    assert add_desk(cast.eli, mill, "Desk 1").id != booking.desk_id


def test_days_say_how_much_is_free_and_lists_are_read_page_by_page(cast, mill):
    for n in range(3):
        book(cast.ben, mill, TUESDAY + timedelta(days=n), Part.DAY)
    hub = hub_of(mill)

    assert [card.free for card in days_of(hub, calendar_of(hub), MONDAY)[:6]] == [2, 1, 1, 1, 2, 0]
    first, key = my_bookings(cast.ben, cast.community, limit=2)
    second, end = my_bookings(cast.ben, cast.community, key, limit=2)
    assert [card.day for card in first + second] == [TUESDAY + timedelta(days=n) for n in range(3)]
    assert end == ""
    assert len(bookings_into(cast.eli, hub)[0]) == 3
    assert my_bookings(cast.ben, cast.community, "nonsense_key")[0]
    assert my_bookings(cast.ada, cast.community)[0] == []


def test_old_bookings_are_forgotten(cast, mill):
    book(cast.ben, mill, TUESDAY, Part.DAY)
    with clock.travel(days=40):
        clear_away()

    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"days_ahead": -1}, {"days_ahead": 10**6}, {"cancel_hours": -5}, {"most_bookings": 101}]
)
def test_rules_that_cannot_be_are_refused_by_name(cast, mill, changes):
    with pytest.raises(Refused) as refusal:
        change_hub(cast.eli, mill, **changes)

    assert set(refusal.value.errors) == set(changes)


def test_hours_that_end_before_they_begin_are_refused(cast, mill):
    with pytest.raises(Refused) as refusal:
        change_hub(cast.eli, mill, hours={0: Span(time(17), time(9))})

    assert "closes-0" in refusal.value.errors
