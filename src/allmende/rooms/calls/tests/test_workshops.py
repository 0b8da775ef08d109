"""A call begins with a workshop: seats are never given twice, who waits moves up, and who comes is told before it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice
from allmende.rooms.calls.commands import change_call, publish_call
from allmende.rooms.calls.commands.workshops import (
    cancel_workshop,
    change_workshop,
    come,
    remind_who_comes,
    stay_away,
)
from allmende.rooms.calls.models import Call, Seat, Workshop
from allmende.rooms.calls.testing import make_call, make_draft, make_workshop, workshop_text

at_noon = pytest.mark.usefixtures("at_noon")
pytestmark = [pytest.mark.django_db]


def told(actor: Actor) -> list[str]:
    pull_all()
    return list(Notice.objects.filter(actor=actor).order_by("id").values_list("reason", flat=True))


def states(workshop: Workshop) -> dict[str, bool]:
    return dict(Seat.objects.filter(workshop=workshop).values_list("actor__handle", "is_waiting"))


@at_noon
def test_who_comes_when_all_seats_are_taken_waits_and_moves_up(cast: Cast) -> None:
    workshop = make_workshop(cast.ada, make_call(cast.ada, cast.team, layer=Layer.COMMUNITY), seats=1)

    assert not come(cast.ben, workshop).is_waiting
    assert come(cast.finn, workshop).is_waiting
    assert come(cast.ben, workshop).is_waiting is False, "saying it twice changes nothing"

    stay_away(cast.ben, workshop)

    assert states(workshop) == {cast.finn.handle: False}
    assert "calls.seat_free" in told(cast.finn)
    assert Workshop.objects.get().taken == 1


@at_noon
def test_more_seats_let_move_up_who_waits_longest_and_fewer_than_are_taken_are_refused(cast: Cast) -> None:
    workshop = make_workshop(cast.ada, make_call(cast.ada, cast.team, layer=Layer.COMMUNITY), seats=1)
    for who in (cast.ben, cast.finn, cast.eli):
        come(who, workshop)

    change_workshop(cast.ada, workshop, workshop_text(seats=2))

    assert [seat.actor_id for seat in Seat.objects.filter(is_waiting=False).order_by("id")] == [
        cast.ben.id,
        cast.finn.id,
    ]
    with pytest.raises(Refused) as refused:
        change_workshop(cast.ada, workshop, workshop_text(seats=1))
    assert "seats" in refused.value.errors
    assert "calls.workshop_moved" not in told(cast.ben), "more seats are no news to who has one"


@at_noon
def test_another_place_is_told_to_who_comes_and_so_is_that_it_was_called_off(cast: Cast) -> None:
    workshop = make_workshop(cast.ada, make_call(cast.ada, cast.team, layer=Layer.COMMUNITY))
    come(cast.ben, workshop)

    change_workshop(cast.ada, workshop, workshop_text(place="The gym"))
    cancel_workshop(cast.ada, workshop)

    assert {"calls.workshop_moved", "calls.workshop_off"} <= set(told(cast.ben))
    with pytest.raises(Refused, match="called off"):
        come(cast.finn, workshop)


@at_noon
def test_who_comes_is_reminded_a_day_before_once(cast: Cast) -> None:
    workshop = make_workshop(cast.ada, make_call(cast.ada, cast.team, layer=Layer.COMMUNITY), seats=1)
    come(cast.ben, workshop)
    come(cast.finn, workshop)
    remind_who_comes()
    assert "calls.workshop_near" not in told(cast.ben)

    with clock.frozen(workshop.begins - timedelta(hours=20)):
        remind_who_comes()
        remind_who_comes()
        assert told(cast.ben).count("calls.workshop_near") == 1
        assert "calls.workshop_near" not in told(cast.finn), "who waits has no seat"

    with clock.frozen(workshop.begins), pytest.raises(Refused, match="begun"):
        come(cast.eli, workshop)


@at_noon
def test_a_call_that_begins_with_one_is_published_once_it_is_offered(cast: Cast) -> None:
    draft = change_call(cast.ada, make_draft(cast.ada, cast.team), needs_workshop=True)
    with pytest.raises(Refused, match="workshop"):
        publish_call(cast.ada, draft, Layer.TEAM)

    make_workshop(cast.ada, draft)

    assert publish_call(cast.ada, Call.objects.get(id=draft.id), Layer.TEAM).state == "open"


@at_noon
def test_the_link_is_for_who_comes_and_the_calendar_file_has_it(
    cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
    workshop = make_workshop(cast.ada, call, link="https://meet.example.org/film")
    page, file = f"/calls/{call.slug}/workshops/", f"/calls/{call.slug}/workshops/{workshop.id}.ics"
    ben = signed_in(cast.ben)
    assert b"meet.example.org" not in ben.get(page).content + ben.get(file).content

    assert ben.post(f"{page}{workshop.id}/seat/").status_code == 302

    assert b"meet.example.org" in ben.get(page).content
    answer = ben.get(file)
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"URL:https://meet.example.org/film" in answer.content
    assert b"Ben Roth" in signed_in(cast.ada).get(page).content, "its hosts read who comes"
    assert b"Who comes" not in signed_in(cast.finn).get(page).content


@pytest.mark.django_db(transaction=True)
@at_noon
def test_four_who_press_at_once_three_times_each_get_three_seats(cast: Cast) -> None:
    workshop = make_workshop(cast.ada, make_call(cast.ada, cast.team, layer=Layer.COMMUNITY), seats=3)
    people = [cast.ada, cast.ben, cast.finn, cast.eli]
    failed: list[Exception] = []

    def want(who: Actor) -> None:
        try:
            with clock.frozen(NOON):
                come(who, workshop)
        except Exception as error:  # noqa: BLE001  the test looks at it
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=want, args=(who,)) for who in people for _twice in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failed == []
    assert sorted(states(workshop).values()) == [False, False, False, True]
    assert Workshop.objects.get().taken == 3
