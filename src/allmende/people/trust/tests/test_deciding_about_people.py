"""Milder steps first; an exclusion takes two people in different duties, a reason, and can be appealed."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.commons.spaces.commands import set_role, take_in
from allmende.commons.spaces.models import Membership, Role
from allmende.commons.spaces.rules import is_member
from allmende.commons.spaces.testing import make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, at_once
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.queries import page_of
from allmende.people.trust.commands import (
    appeal,
    confirm_exclusion,
    decide_appeal,
    pause,
    propose_exclusion,
    warn,
    withdraw_measure,
)
from allmende.people.trust.models import Measure, MeasureState

WHY = "You have insulted three people, also after we talked about it."


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def duties(cast):
    """Ada serves the community, Finn communication, Eli curates."""
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada)
    assign(cast.eli, cast.community, Duty.COMMUNICATION, cast.finn)
    return cast


def proposed(cast):
    return propose_exclusion(cast.ada, cast.community, cast.ben, WHY, Duty.COMMUNITY)


def browse(actor):
    client = Client(SERVER_NAME="localhost")
    client.force_login(actor.account)
    return client


def test_a_warning_is_told_and_changes_nothing_else(duties):
    warn(duties.ada, duties.community, duties.ben, WHY)
    run_due()

    assert "has to tell you something" in page_of(duties.ben).items[0].sentence
    assert WHY in mail.outbox[0].body
    assert comment(duties.ben, make_note(duties.team, duties.ada), "I am sorry.")


def test_a_break_lets_someone_read_along_and_do_nothing_else_until_it_is_over(duties):
    note = make_note(duties.team, duties.ada)
    pause(duties.ada, duties.community, duties.ben, WHY, 7)

    assert Thing.objects.visible_to(duties.ben).filter(id=note.id).exists()
    with pytest.raises(Refused, match="taking a break"):
        comment(duties.ben, note, "But I")
    with clock.travel(days=8):
        from allmende.commons.audiences.kept import outdate

        outdate()
        assert comment(duties.ben, note, "I am back.")


def test_nothing_happens_to_anyone_before_a_second_person_agrees(duties):
    proposed(duties)
    run_due()

    assert is_member(duties.ben, duties.community)
    assert page_of(duties.ben).items == []
    assert "takes a second person" in page_of(duties.finn).items[0].sentence
    assert browse(duties.ben).get(f"/trust/measures/{Measure.objects.get().id}/").status_code == 404


def test_a_second_person_in_another_duty_ends_memberships_and_sessions_at_once_and_the_person_is_told_how_to_appeal(
    duties,
):
    ben = browse(duties.ben)
    note = make_note(duties.team, duties.ada)

    confirm_exclusion(duties.finn, proposed(duties))
    run_due()

    assert not Membership.objects.filter(actor=duties.ben).exists()
    assert not Thing.objects.visible_to(duties.ben).filter(id=note.id).exists()
    assert ben.get("/settings/").status_code in {302, 403}
    assert WHY in mail.outbox[-1].body
    assert f"/trust/measures/{Measure.objects.get().id}/" in mail.outbox[-1].body


@pytest.mark.parametrize("who", ["ada", "ben", "dora"])
def test_not_the_first_person_nor_whom_it_is_about_nor_someone_without_another_duty(duties, who):
    measure = proposed(duties)

    with pytest.raises(Refused):
        confirm_exclusion(getattr(duties, who), measure)

    assert is_member(duties.ben, duties.community)


def test_a_second_person_in_the_same_duty_is_not_enough(duties):
    take_in(duties.eli, duties.community, duties.dora)
    assign(duties.eli, duties.community, Duty.COMMUNITY, duties.dora)
    for duty in (Duty.SALES, Duty.PROJECTS):  # held by others, so that no curator stands in for them
        assign(duties.eli, duties.community, duty, duties.finn)

    with pytest.raises(Refused, match="in another duty than community"):
        confirm_exclusion(duties.dora, proposed(duties))


def test_the_database_itself_holds_that_it_takes_two_people_and_two_duties(duties):
    measure = proposed(duties)

    for person, duty in ((duties.ada, Duty.SALES), (duties.finn, Duty.COMMUNITY), (duties.ben, Duty.SALES)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.filter(id=measure.id).update(confirmed_by=person, confirmed_as=duty)


def test_two_curators_alone_can_do_it_while_no_duty_is_given(cast):
    set_role(cast.eli, cast.community, cast.ada, Role.CURATOR)

    measure = propose_exclusion(cast.eli, cast.community, cast.ben, WHY, Duty.COMMUNITY)
    confirm_exclusion(cast.ada, measure)

    assert Measure.objects.get().state == MeasureState.STANDS


def test_the_last_to_care_for_a_community_cannot_be_excluded(duties):
    with pytest.raises(Refused, match="last to care"):
        propose_exclusion(duties.ada, duties.community, duties.eli, WHY, Duty.COMMUNITY)


def test_who_is_excluded_is_not_taken_in_again_until_it_is_lifted(duties):
    confirm_exclusion(duties.finn, proposed(duties))

    with pytest.raises(Refused, match="Ben Roth is excluded"):
        take_in(duties.eli, duties.community, duties.ben)


def test_an_appeal_is_heard_by_someone_who_had_no_part_in_it_and_lifting_restores_all(duties):
    set_role(duties.ada, duties.team, duties.ben, Role.HOST)
    measure = confirm_exclusion(duties.finn, proposed(duties))
    appeal(duties.ben, measure, "It was not me, it was my brother.")
    for involved in (duties.ada, duties.finn):
        with pytest.raises(Refused, match="had no part in it"):
            decide_appeal(involved, measure, grants=False, answer="No, it was you.")

    decide_appeal(duties.eli, measure, grants=True, answer="We have looked again: it was your brother. Sorry.")
    run_due()

    assert set(Membership.objects.filter(actor=duties.ben).values_list("space__title", "role")) == {
        ("Meadow", "member"),
        ("Orchard", "host"),
    }
    assert "it was your brother" in mail.outbox[-1].body


def test_an_appeal_that_is_rejected_leaves_it_standing_with_an_answer(duties):
    measure = confirm_exclusion(duties.finn, proposed(duties))
    appeal(duties.ben, measure, "I do not agree at all.")
    decide_appeal(duties.eli, measure, grants=False, answer="We have talked to all three of them.")

    with pytest.raises(Refused, match="asked for this already"):
        appeal(duties.ben, Measure.objects.get(), "And once more, please.")
    assert not is_member(duties.ben, duties.community)


def test_a_proposal_can_be_taken_back_and_then_not_be_confirmed(duties):
    measure = proposed(duties)
    withdraw_measure(duties.ada, measure)

    with pytest.raises(Refused, match="decided already"):
        confirm_exclusion(duties.finn, measure)


def test_proposing_twice_is_answered_clearly(duties):
    proposed(duties)

    with pytest.raises(Refused, match="proposed already"):
        propose_exclusion(duties.finn, duties.community, duties.ben, WHY, Duty.COMMUNICATION)


@pytest.mark.parametrize("reason", ["", "short", "x" * 1001])
def test_a_reason_that_says_nothing_or_too_much_is_refused(duties, reason):
    with pytest.raises(Refused, match="reason in words"):
        warn(duties.ada, duties.community, duties.ben, reason)


@pytest.mark.parametrize("days", [0, -3, 31])
def test_a_break_lasts_between_one_day_and_thirty(duties, days):
    with pytest.raises(Refused, match="between one and thirty"):
        pause(duties.ada, duties.community, duties.ben, WHY, days)


def test_the_whole_way_is_walked_on_pages(duties):
    ada, finn, eli = browse(duties.ada), browse(duties.finn), browse(duties.eli)
    ada.post("/people/ben-roth/measures/", {"kind": "exclusion", "duty": "community", "reason": WHY})
    key = Measure.objects.get().id
    assert "Ben Roth" in finn.get("/trust/measures/").content.decode()

    finn.post(f"/trust/measures/{key}/confirmation/")
    ben = browse(duties.ben)
    assert WHY in ben.get("/trust/").content.decode()
    ben.post(f"/trust/measures/{key}/appeal/", {"text": "I see it quite differently."})
    eli.post(f"/trust/measures/{key}/answer/", {"grants": "yes", "answer": "You are welcome again."})

    assert is_member(duties.ben, duties.community)
    assert "You are welcome again." in ben.get(f"/trust/measures/{key}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_confirming_and_taking_back_at_once_take_turns(duties):
    measure = proposed(duties)

    at_once(lambda: confirm_exclusion(duties.finn, measure), lambda: withdraw_measure(duties.ada, measure))

    now = Measure.objects.get()
    assert bool(is_member(duties.ben, duties.community)) == (now.state == MeasureState.OVER)
