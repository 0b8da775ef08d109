"""A session runs: by the house's clock, step by step, with notes that stay hidden where the method says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation import clock
from allmende.foundation.testing import NOON, at_once, recorded
from allmende.foundation.verdicts import Refused
from allmende.rooms.methods.commands import (
    begin,
    conclude,
    join,
    leave,
    next_step,
    place_dot,
    plan_session,
    remove_note,
    set_clock,
    sort_note,
    take_lead,
    write_note,
)
from allmende.rooms.methods.models import Part, Seat, Session, SessionState, Step
from allmende.rooms.methods.models.session import sheet_of
from allmende.rooms.methods.queries import find_session, wall_of
from allmende.rooms.methods.testing import lead_to, make_session

pytestmark = pytest.mark.django_db


def texts(reader, session):
    found = find_session(reader, session.id)
    return {slip.text for group in wall_of(reader, found).groups for slip in group.slips}


def test_whoever_plans_it_leads_it_and_each_round_is_a_step(cast, session):
    assert [seat.part for seat in session.seats.all()] == [Part.LEAD]
    assert [(step.title, step.round) for step in session.steps[1:3]] == [("Write", 1), ("Write", 2)]
    assert recorded(session.id) == ["SessionPlanned"]


def test_the_clock_is_the_servers_and_can_be_stopped_and_given_a_minute(cast, session):
    with clock.frozen(NOON):
        session = begin(cast.ada, session)
    with clock.frozen(NOON + timedelta(seconds=30)):
        assert session.seconds_left == 90
        session = set_clock(cast.ada, session, "pause")
    with clock.frozen(NOON + timedelta(minutes=20)):
        assert session.seconds_left == 90
        session = set_clock(cast.ada, session, "minute")
        assert session.seconds_left == 150
        session = set_clock(cast.ada, session, "go")
    with clock.frozen(NOON + timedelta(minutes=22)):
        assert session.seconds_left == 30


def test_what_is_blind_shows_when_its_step_is_over(cast, session):
    join(cast.ben, session)
    session = lead_to(cast.ada, session, 1)
    write_note(cast.ben, session, 1, "A pond")
    write_note(cast.ada, session, 1, "Shade")

    assert texts(cast.ben, session) == {"A pond"}
    assert texts(cast.eli, session) == set()

    lead_to(cast.ada, session, 3)
    assert texts(cast.ben, session) == texts(cast.eli, session) == {"A pond", "Shade"}


def test_sheets_go_round_and_one_builds_on_what_lies_before_one(cast, session):
    for who in (cast.ben, cast.eli):
        join(who, session)
    session = lead_to(cast.ada, session, 1)
    write_note(cast.ben, session, 1, "From Ben")
    write_note(cast.eli, session, 1, "From Eli")
    session = next_step(cast.ada, session, 1)

    assert texts(cast.ben, session) == {"From Eli"}
    assert texts(cast.eli, session) == {"From Ben"}
    assert wall_of(cast.ben, session).sheet_of == "Eli Stein"


@given(sheets=st.integers(1, 40), rounds=st.integers(1, 40))
def test_nobody_has_a_sheet_twice_before_having_had_them_all(sheets, rounds):
    for person in range(sheets):
        had = [
            sheet_of(person, Step("x", rounds=rounds, round=number), sheets)
            for number in range(1, min(rounds, sheets) + 1)
        ]
        assert len(set(had)) == len(had)
    last = [sheet_of(person, Step("x", rounds=rounds, round=rounds), sheets) for person in range(sheets)]
    assert sorted(last) == list(range(sheets))  # and no sheet lies before two


def test_dots_are_counted_and_told_once_the_step_is_over(cast, session):
    join(cast.ben, session)
    session = lead_to(cast.ada, session, 3)
    notes = [write_note(cast.ben, session, 3, f"Idea {n}") for n in range(3)]
    session = lead_to(cast.ada, session, 5)

    assert place_dot(cast.ben, session, notes[0])
    place_dot(cast.ben, session, notes[1])
    with pytest.raises(Refused, match="All your dots"):
        place_dot(cast.ben, session, notes[2])
    assert not place_dot(cast.ben, session, notes[1])
    place_dot(cast.ada, session, notes[0])
    assert {slip.dots for group in wall_of(cast.ben, session).groups for slip in group.slips} == {None}

    session = conclude(cast.ada, session)
    [group] = wall_of(cast.ben, session).groups
    assert [(slip.text, slip.dots) for slip in group.slips] == [("Idea 0", 2), ("Idea 1", 0), ("Idea 2", 0)]


def test_notes_are_grouped_and_empty_groups_go(cast, session):
    join(cast.ben, session)
    session = lead_to(cast.ada, session, 3)
    pond, shade = (write_note(cast.ben, session, 3, text) for text in ("A pond", "Shade"))
    session = lead_to(cast.ada, session, 4)

    sort_note(cast.ben, session, pond, "Water")
    sort_note(cast.ada, session, shade, "Trees")
    sort_note(cast.ben, session, shade, "Water")

    assert wall_of(cast.ben, session).names == ["Water"]


def test_two_who_lead_press_next_at_once_and_it_goes_one_step(cast, session):
    session = begin(cast.ada, session)
    next_step(cast.ada, session, 0)

    with pytest.raises(Refused, match="already") as refusal:
        next_step(cast.eli, session, 0)

    assert refusal.value.status == 409
    assert Session.objects.get(pk=session.pk).step == 1


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_too(cast, session):
    begin(cast.ada, session)

    answers = at_once(lambda: next_step(cast.ada, session, 0), lambda: next_step(cast.eli, session, 0))

    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert Session.objects.get(pk=session.pk).step == 1


def test_when_whoever_leads_is_gone_another_leads_on_after_five_minutes(cast, session):
    join(cast.ben, session)
    with clock.frozen(NOON):
        session = begin(cast.ada, session)
    with clock.frozen(NOON + timedelta(minutes=6)), pytest.raises(Refused, match="five minutes"):
        take_lead(cast.ben, session)
    with clock.frozen(NOON + timedelta(minutes=8)):
        take_lead(cast.ben, session)
        assert next_step(cast.ben, session, 0).step == 1


def test_who_leads_alone_does_not_just_leave(cast, session):
    with pytest.raises(Refused, match="alone"):
        leave(cast.ada, session)
    take_lead(cast.eli, session)
    leave(cast.ada, session)

    assert [seat.actor_id for seat in Seat.objects.filter(session=session)] == [cast.eli.id]


def test_who_keeps_the_time_may_set_the_clock_and_no_more(cast, session):
    join(cast.ben, session, Part.TIME)
    session = begin(cast.ada, session)

    set_clock(cast.ben, session, "minute")
    with pytest.raises(Refused, match="leads"):
        next_step(cast.ben, session, 0)


def test_a_change_of_the_card_changes_no_session(cast, card, session):
    card.delete()

    assert Session.objects.get(pk=session.pk).card.purpose == "Ideas from everyone."


def test_a_session_that_is_over_takes_nobody_and_nothing(cast, card):
    session = conclude(cast.ada, make_session(cast.ada, cast.team, method=card, to=1))

    for act in (lambda: join(cast.ben, session), lambda: write_note(cast.ada, session, 1, "Late")):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.status == 410
    assert conclude(cast.ada, session).state == SessionState.ENDED


def test_ones_own_note_goes_while_its_step_is_on_and_later_who_leads_takes_it_away(cast, session):
    join(cast.ben, session)
    session = lead_to(cast.ada, session, 3)
    mine, kept = write_note(cast.ben, session, 3, "Oops"), write_note(cast.ben, session, 3, "Fine")
    remove_note(cast.ben, session, mine)
    session = lead_to(cast.ada, session, 4)

    with pytest.raises(Refused, match="leads"):
        remove_note(cast.ben, session, kept)
    remove_note(cast.ada, session, kept)
    assert not session.notes.exists()


def test_a_session_in_the_past_is_not_planned(cast, card):
    with pytest.raises(Refused, match="fields"):
        plan_session(cast.ada, card, cast.team, title="Frogs", starts=clock.now() - timedelta(days=1))
