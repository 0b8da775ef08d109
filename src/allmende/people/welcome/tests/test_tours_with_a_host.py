"""Live tours: offered, booked by mail, given back, cancelled; bad input is answered."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.models import Notice
from allmende.people.welcome.commands import book, cancel_booking, cancel_tour, confirm_booking, offer_tour
from allmende.people.welcome.models import Booking, Slot


@pytest.fixture
def slot(cast: Any) -> Slot:
    return offer_tour(
        cast.eli, cast.community, begins=NOON + timedelta(days=2), places=2, where="https://video.example/x"
    )


def ask(slot: Slot, email: str = "ida@example.org") -> Booking:
    return book(slot, name="Ida Moor", email=email, language="en")


def link_in(body: str) -> str:
    return re.search(r"https?://[^/]+(/tours/bookings/\S+)", body).group(1)


def test_a_guest_books_confirms_by_mail_and_the_host_is_told(client: Client, cast: Any, slot: Slot) -> None:
    sent = client.post(
        f"/tours/{slot.id}/", {"name": "Ida Moor", "email": "Ida@Example.ORG"}, headers={"Accept-Language": "en"}
    )
    assert sent.url.endswith("/asked/")
    run_due()
    assert [(message.to[0], message.subject) for message in mail.outbox] == [
        ("ida@example.org", "Confirm your place on the tour of Meadow")
    ]
    slot.refresh_from_db()
    assert slot.taken == 0

    way = link_in(mail.outbox[0].body)
    assert client.get(way).status_code == 200
    slot.refresh_from_db()
    assert slot.taken == 0, "looking takes no place"
    client.post(f"{way}confirmation/")

    slot.refresh_from_db()
    assert slot.taken == 1
    run_due()
    assert ("eli-stein@example.org", "Ida Moor comes along on your tour") in [(m.to[0], m.subject) for m in mail.outbox]
    assert Notice.objects.filter(actor=cast.eli, reason="welcome.booked").count() == 1
    assert "https://video.example/x" in client.get(way).content.decode()


def test_where_it_is_only_those_who_come_along_see(client: Client, slot: Slot) -> None:
    assert "video.example" not in client.get("/tours/").content.decode()
    assert "video.example" not in client.get(f"/tours/{slot.id}/").content.decode()


def test_a_place_that_is_given_back_is_free_again(cast: Any, slot: Slot, posted: Any) -> None:
    booking = confirm_booking(ask(slot))
    cancel_booking(booking)
    cancel_booking(booking)

    slot.refresh_from_db()
    assert slot.taken == 0
    assert ("eli-stein@example.org", "Ida Moor cannot come along after all") in posted()
    with pytest.raises(Refused):
        confirm_booking(booking)


def test_no_more_come_along_than_there_are_places(slot: Slot) -> None:
    asked = [ask(slot, f"{name}@example.org") for name in ("ida", "jo", "kim")]
    confirm_booking(asked[0])
    confirm_booking(asked[1])

    with pytest.raises(Refused, match="full"):
        confirm_booking(asked[2])


def test_asking_twice_sends_one_mail_and_says_nothing_of_it(slot: Slot, posted: Any) -> None:
    assert ask(slot).pk == ask(slot, "IDA@example.org ").pk

    assert len(posted()) == 1


def test_confirming_twice_takes_one_place(slot: Slot) -> None:
    booking = ask(slot)
    confirm_booking(booking)
    confirm_booking(booking)

    slot.refresh_from_db()
    assert slot.taken == 1


def test_who_has_a_place_hears_that_the_tour_is_cancelled(cast: Any, slot: Slot, posted: Any) -> None:
    confirm_booking(ask(slot))
    posted()
    cancel_tour(cast.eli, slot)

    assert posted() == [("ida@example.org", "The tour of Meadow does not take place")]
    with pytest.raises(Refused):
        ask(slot, "jo@example.org")
    with pytest.raises(Refused):
        cancel_tour(cast.eli, slot)


def test_a_tour_that_has_begun_is_not_booked(slot: Slot, later: Any) -> None:
    booking = ask(slot)

    with later(2.01):
        for late in (lambda: ask(slot, "jo@example.org"), lambda: confirm_booking(booking)):
            with pytest.raises(Refused, match="has begun"):
                late()


@pytest.mark.parametrize(
    "email", ["", "ida", "ida@", "ida@x\nBcc: eve@example.org", "a" * 300 + "@example.org", "<script>@x.org"]
)
def test_an_address_that_can_not_be_one_is_refused(slot: Slot, email: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(slot, email)

    assert refused.value.status == 422
    assert not Booking.objects.exists()


def test_the_door_opens_a_quarter_of_an_hour_before_and_not_earlier(client: Client, slot: Slot, later: Any) -> None:
    booking = confirm_booking(ask(slot))
    way = f"/tours/bookings/{booking.id}/{booking.key}/visit/"

    with later(1.9):
        assert client.post(way).status_code == 409
    with later(1.995):
        assert client.post(way).cookies["tour-pass"]["httponly"]


def test_someone_who_asked_but_did_not_confirm_gets_no_pass(client: Client, slot: Slot, later: Any) -> None:
    booking = ask(slot)

    with later(1.995):
        assert client.post(f"/tours/bookings/{booking.id}/{booking.key}/visit/").status_code == 409


def test_the_past_and_nonsense_are_no_tour(cast: Any) -> None:
    for wrong in ({"begins": NOON - timedelta(days=1)}, {"begins": NOON + timedelta(days=1), "places": 0},
                  {"begins": NOON + timedelta(days=1), "minutes": 2}):  # fmt: skip
        with pytest.raises(Refused) as refused:
            offer_tour(cast.eli, cast.community, **wrong)
        assert refused.value.status == 422
    with pytest.raises(Refused):
        offer_tour(cast.finn, cast.community, begins=NOON + timedelta(days=1))


def test_a_time_is_read_in_the_communitys_zone(sign_in: Any, cast: Any) -> None:
    sign_in(cast.eli).post("/tours/", {"begins": "2026-03-05T18:30", "minutes": "45", "places": "8"})

    assert Slot.objects.get().begins.isoformat() == "2026-03-05T17:30:00+00:00"
