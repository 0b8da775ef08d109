"""A key stands for one intent: at once, later, with other words, and when its answer is forgotten."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from allmende.commons.tokens.testing import give_token
from allmende.foundation import clock
from allmende.foundation.once.commands import forget_answers
from allmende.foundation.testing import NOON, at_once, recorded
from allmende.rooms.calls.models import Contribution
from allmende.surfaces.api.tests.calling import Program, is_problem

POND = {
    "title": "A pond", "text": "It cools the air, and the frogs will like it too.", "cost": {"minor": 500_000, "currency": "EUR"},
}  # fmt: skip
LIST = "/calls/a-cooler-schoolyard/contributions"


def hand_in(program, key="k", **changed):
    return program.send("post", LIST, POND | changed, Idempotency_Key=key)


@pytest.fixture
def program(cast, call):
    return Program(give_token(cast.ben, "calls:write"))


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_and_get_one_answer(program):
    programs = [Program(program.secret) for _ in range(8)]

    answers = at_once(*[lambda one=one: hand_in(one) for one in programs])

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == len({answer.headers["Location"] for answer in answers}) == 1
    assert Contribution.objects.count() == recorded().count("ContributionSubmitted") == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_with_other_words_one_is_made_and_the_others_are_told(program):
    programs = [Program(program.secret) for _ in range(8)]

    answers = at_once(*[lambda n=n, one=one: hand_in(one, title=f"Pond {n}") for n, one in enumerate(programs)])

    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 7}
    (made,) = (answer.json() for answer in answers if answer.status_code == 201)
    assert str(Contribution.objects.get().id) == made["id"]


@pytest.mark.django_db
def test_a_key_is_for_the_same_request_alone(program, cast):
    assert hand_in(program).status_code == 201

    is_problem(hand_in(program, title="A lake"), 409)
    is_problem(program.send("post", f"{LIST}?x=1", POND, Idempotency_Key="k"), 409)
    assert Contribution.objects.count() == 1


@pytest.mark.django_db
def test_an_answer_is_kept_for_three_days_and_a_key_that_is_forgotten_is_a_new_one(program):
    first = hand_in(program)
    with clock.frozen(NOON + timedelta(days=3)):
        forget_answers()
        assert hand_in(program).content == first.content
    with clock.frozen(NOON + timedelta(days=3, seconds=1)):
        forget_answers()
        again = hand_in(program)

    assert (again.status_code, again.content != first.content) == (201, True)
    assert Contribution.objects.count() == 2
