"""How often something may be done, counted exactly."""

from __future__ import annotations

from functools import partial

import pytest

from allmende.foundation import clock
from allmende.foundation.limits.commands import forget_uses, give_back, use
from allmende.foundation.limits.models import Limit
from allmende.foundation.testing import NOON, at_once


@pytest.mark.django_db
def test_a_key_is_used_as_often_as_its_limit_says_and_again_when_the_span_is_over() -> None:
    with clock.frozen(NOON):
        assert [use("mail", 3, 3600) for _ in range(5)] == [True, True, True, False, False]
        assert use("another", 3, 3600)
    with clock.frozen(NOON), clock.travel(seconds=3599):
        assert not use("mail", 3, 3600)
    with clock.frozen(NOON), clock.travel(seconds=3600):
        assert use("mail", 3, 3600)


@pytest.mark.django_db
def test_in_no_span_of_its_length_are_there_more_uses_than_the_limit() -> None:
    used = []
    for minute in range(0, 180, 7):
        with clock.frozen(NOON), clock.travel(minutes=minute):
            if use("mail", 3, 3600):
                used.append(minute)

    assert all(late - early >= 60 for early, late in zip(used, used[3:], strict=False))


@pytest.mark.django_db
def test_a_use_that_was_none_is_given_back() -> None:
    use("try", 1, 60)
    give_back("try")
    give_back("never used")

    assert use("try", 1, 60)


@pytest.mark.django_db
def test_the_table_holds_no_address_and_forgets_what_is_over() -> None:
    with clock.frozen(NOON):
        use("ada@example.org", 1, 60)
        assert "example" not in Limit.objects.get().key
        assert forget_uses() == 0
    with clock.frozen(NOON), clock.travel(seconds=61):
        assert forget_uses() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_exactly() -> None:
    answers = at_once(*[partial(use, "race", 3, 60)] * 8)

    assert sorted(answers) == [False] * 5 + [True] * 3
