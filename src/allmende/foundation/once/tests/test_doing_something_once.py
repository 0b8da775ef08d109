"""A repeated request gets the answer of the first, and nothing happens twice."""

import time
from uuid import uuid4

import pytest
from django.db import connection

from allmende.foundation import clock
from allmende.foundation.once.commands import forget_answers, once
from allmende.foundation.once.models import Answer
from allmende.foundation.once.tasks import forget_answers as forget_answers_task
from allmende.foundation.testing import NOON, at_once
from allmende.foundation.verdicts import Refused

ADA, BEN = uuid4(), uuid4()


@pytest.fixture
def deed():
    """A deed that counts how often it was done."""

    def do():
        do.times += 1
        return {"number": do.times}

    do.times = 0
    return do


@pytest.mark.django_db
def test_the_same_key_gives_the_same_answer_and_does_it_once(deed):
    assert once(ADA, "form-1", deed) == {"number": 1}
    assert once(ADA, "form-1", deed) == {"number": 1}

    assert deed.times == 1


@pytest.mark.django_db
def test_keys_are_each_persons_own_and_no_key_is_no_promise(deed):
    once(ADA, "form-1", deed)
    once(BEN, "form-1", deed)
    once(ADA, "", deed)
    once(ADA, "", deed)

    assert deed.times == 4


@pytest.mark.django_db
def test_other_content_under_the_same_key_is_refused(deed):
    once(ADA, "form-1", deed, request={"title": "Pond"})
    assert once(ADA, "form-1", deed, request={"title": "Pond"}) == {"number": 1}

    with pytest.raises(Refused, match="other content") as refusal:
        once(ADA, "form-1", deed, request={"title": "Lake"})

    assert (refusal.value.status, deed.times) == (409, 1)


@pytest.mark.django_db
def test_what_failed_may_be_tried_again_under_its_key(deed):
    def fail():
        raise Refused("Not now.")

    with pytest.raises(Refused, match="Not now"):
        once(ADA, "form-1", fail)

    assert once(ADA, "form-1", deed) == {"number": 1}


@pytest.mark.django_db
def test_a_conflict_inside_the_deed_is_not_taken_for_a_repetition():
    def stumble():
        Answer.objects.create(actor=BEN, key="taken", request="")
        Answer.objects.create(actor=BEN, key="taken", request="")

    with pytest.raises(Exception, match=r"(?i)unique"):
        once(ADA, "form-1", stumble)

    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_a_key_of_endless_length_is_refused(deed):
    once(ADA, "k" * 200, deed)

    with pytest.raises(Refused, match="200 characters at most"):
        once(ADA, "k" * 201, deed)


@pytest.mark.django_db
def test_answers_are_kept_for_three_days(deed):
    with clock.frozen(NOON):
        once(ADA, "form-1", deed)
        with clock.travel(days=3):
            assert forget_answers() == 0
        with clock.travel(days=3, seconds=1):
            assert forget_answers_task.call() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_request_from_four_tabs_at_once_is_done_once(deed):
    def slowly():
        time.sleep(0.2)
        return deed()

    answers = at_once(*[lambda: once(ADA, "form-1", slowly, request="same") for _tab in range(4)])

    assert answers == [{"number": 1}] * 4
    assert (deed.times, Answer.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_when_the_first_of_two_at_once_fails_the_second_does_it(deed):
    turns = []

    def fail_first():
        turns.append(connection)
        time.sleep(0.2)
        if len(turns) == 1:
            raise Refused("Not now.")
        return deed()

    outcomes = at_once(*[lambda: once(ADA, "form-1", fail_first) for _tab in range(2)])

    assert {"number": 1} in outcomes
    assert [str(one.reason) for one in outcomes if isinstance(one, Refused)] == ["Not now."]
