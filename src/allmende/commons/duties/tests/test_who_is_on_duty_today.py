"""Duties are shared: whoever is away has someone who stands in, and there is always someone to ask."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.commons.duties.commands import assign, come_back, end_duty, go_away
from allmende.commons.duties.models import Assignment, Duty
from allmende.commons.duties.queries import on_duty, overloaded
from allmende.commons.duties.roster import stand
from allmende.commons.duties.rules import serves
from allmende.commons.spaces.commands import decide_passage, take_in, take_out, widen
from allmende.commons.spaces.models import Membership
from allmende.commons.spaces.queries import waiting_passages
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.queries import page_of

TODAY = NOON.date()


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


def names(space, duty=Duty.COMMUNITY):
    return [actor.name.split()[0] for actor in on_duty(space, duty)]


def test_while_nobody_holds_a_duty_the_curators_answer_for_it(cast):
    assert names(cast.team) == ["Eli"]
    assert serves(cast.eli, cast.team, Duty.SALES)
    assert not serves(cast.ada, cast.team, Duty.SALES)


def test_several_people_share_a_duty_and_curators_step_back(cast):
    for holder in (cast.ada, cast.ben):
        assign(cast.eli, cast.community, Duty.COMMUNITY, holder)

    assert names(cast.community) == ["Ada", "Ben"]
    assert serves(cast.ben, cast.community, Duty.COMMUNITY)
    assert not serves(cast.eli, cast.community, Duty.COMMUNITY)
    assert recorded(cast.community.id)[-2:] == ["DutyGiven", "DutyGiven"]


def test_a_duty_of_the_community_holds_in_its_spaces_unless_they_have_their_own_people(cast):
    assign(cast.eli, cast.community, Duty.PROJECTS, cast.finn)
    assert names(cast.team, Duty.PROJECTS) == ["Finn"]

    assign(cast.eli, cast.team, Duty.PROJECTS, cast.ben)

    assert names(cast.team, Duty.PROJECTS) == ["Ben"]
    assert serves(cast.finn, cast.team, Duty.PROJECTS)
    assert not serves(cast.ben, cast.community, Duty.PROJECTS)


def test_the_deputy_stands_in_by_themselves_from_the_first_day_to_the_last(cast):
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada, cast.ben)
    go_away(cast.ada, cast.community, TODAY, TODAY + timedelta(days=2))

    assert names(cast.community) == ["Ben"]
    with clock.frozen(NOON + timedelta(days=2)):
        assert names(cast.community) == ["Ben"]
    with clock.frozen(NOON + timedelta(days=3)):
        assert names(cast.community) == ["Ada"]


def test_coming_back_early_counts_at_once(cast):
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada, cast.ben)
    away = go_away(cast.ada, cast.community, TODAY, TODAY + timedelta(days=9))
    assert serves(cast.ben, cast.community, Duty.COMMUNITY)

    come_back(cast.ada, away)

    assert names(cast.community) == ["Ada"]
    assert not serves(cast.ben, cast.community, Duty.COMMUNITY)


def test_deputies_in_a_circle_who_are_all_away_leave_it_to_the_curators(cast):
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada, cast.ben)
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ben, cast.ada)
    go_away(cast.ada, cast.community, TODAY, TODAY)
    assert names(cast.community) == ["Ben"]

    go_away(cast.ben, cast.community, TODAY, TODAY)

    assert names(cast.community) == ["Eli"]


def test_absences_that_overlap_count_as_one_and_one_said_twice_is_kept_once(cast):
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada, cast.ben)
    first = go_away(cast.ada, cast.community, TODAY, TODAY + timedelta(days=4))
    again = go_away(cast.ada, cast.community, TODAY, TODAY + timedelta(days=4))
    go_away(cast.ada, cast.community, TODAY - timedelta(days=3), TODAY + timedelta(days=1))

    come_back(cast.ada, again)

    assert first.id == again.id
    assert names(cast.community) == ["Ben"]


@settings(deadline=None)
@given(
    deputies=st.dictionaries(st.integers(0, 6), st.one_of(st.none(), st.integers(0, 6)), max_size=7),
    present=st.sets(st.integers(0, 6)),
)
def test_only_who_is_here_stands_and_each_once_whatever_the_lines_of_deputies(deputies, present):
    standing = stand(deputies, present)

    assert set(standing) <= present
    assert len(standing) == len(set(standing))
    assert set(standing) >= set(deputies) & present
    assert set(standing) <= set(deputies) | {deputy for deputy in deputies.values() if deputy is not None}


def test_who_leaves_the_community_serves_nothing_at_once_and_carries_nothing_when_they_come_back(cast):
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.finn, cast.ada)
    take_out(cast.eli, cast.community, cast.finn)
    assert names(cast.community) == ["Ada"]

    run_due()
    take_in(cast.eli, cast.community, cast.finn)

    assert names(cast.community) == ["Eli"]
    assert not Membership.objects.get(space=cast.community, actor=cast.finn).has_duty


def test_who_takes_a_break_serves_nothing(cast):
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada)
    Membership.objects.filter(actor=cast.ada).update(paused_until=NOON + timedelta(days=1))

    assert names(cast.community) == ["Eli"]


def test_whoever_is_on_duty_for_communication_decides_at_the_gates_and_is_told(cast):
    assign(cast.eli, cast.community, Duty.COMMUNICATION, cast.finn)
    passage = widen(cast.ben, make_note(cast.team, cast.ben), cast.team, 5)
    run_due()

    assert [row.id for row in waiting_passages(cast.finn, cast.community)] == [passage.id]
    assert "asks to take something outward" in page_of(cast.finn).items[0].sentence
    assert not any("outward" in item.sentence for item in page_of(cast.eli).items)
    assert decide_passage(cast.finn, passage, passes=True).state == "passed"


def test_a_deputy_decides_at_the_gates_only_while_standing_in(cast):
    assign(cast.eli, cast.team, Duty.COMMUNICATION, cast.ada, cast.finn)
    passage = widen(cast.ben, make_note(cast.team, cast.ben), cast.team, 5)
    with pytest.raises(Refused, match="Only curators and whoever is on duty"):
        decide_passage(cast.finn, passage, passes=True)

    go_away(cast.ada, cast.community, TODAY, TODAY)

    assert decide_passage(cast.finn, passage, passes=True).decided_by == cast.finn


def test_a_warning_names_who_carries_more_than_two_duties(cast):
    for duty in (Duty.COMMUNITY, Duty.SALES):
        assign(cast.eli, cast.community, duty, cast.ada)
    assert overloaded(cast.community) == []

    assign(cast.eli, cast.team, Duty.PROJECTS, cast.ada)

    assert overloaded(cast.community) == [(cast.ada, 3)]


def test_handing_a_duty_back_twice_ends_it_once(cast):
    held = assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada)

    for _ in range(2):
        end_duty(cast.ada, held)

    assert recorded(cast.community.id).count("DutyEnded") == 1


def test_given_again_the_deputy_is_the_one_named_last(cast):
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada, cast.ben)
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada, cast.finn)

    assert Assignment.objects.get().deputy == cast.finn
    assert not Membership.objects.get(space=cast.community, actor=cast.ben).has_duty


def test_a_deputy_of_oneself_and_a_stranger_are_refused_with_a_sentence(cast):
    with pytest.raises(Refused, match="Nobody stands in for themselves"):
        assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada, cast.ada)
    with pytest.raises(Refused, match="Dora Weit must first belong to the community"):
        assign(cast.eli, cast.community, Duty.COMMUNITY, cast.dora)
    with pytest.raises(Refused, match="Only curators"):
        assign(cast.ada, cast.team, Duty.COMMUNITY, cast.ben)


@pytest.mark.parametrize(
    ("starts", "ends", "reason"),
    [
        (date(2026, 3, 5), date(2026, 3, 4), "before the first"),
        (date(2026, 2, 1), date(2026, 3, 1), "over already"),
        (date(2026, 3, 2), date(2028, 3, 2), "longer than a year"),
    ],
)
def test_days_that_make_no_sense_are_refused(cast, starts, ends, reason):
    with pytest.raises(Refused, match=reason):
        go_away(cast.ada, cast.community, starts, ends)
