"""What is kept for many readers is read once, until anything happens, and never longer than a minute."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.generation import move_generation
from allmende.foundation.kept import Shelf, kept
from allmende.foundation.testing import NOON


class Reading:
    """Counts how often something is read."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.mark.django_db(transaction=True)
class TestKept:
    def test_it_is_read_once(self):
        read = Reading()

        assert [kept("pond", read), kept("pond", read), kept("other", read)] == [1, 1, 2]

    def test_that_there_is_nothing_is_kept_too(self):
        asked = []

        assert [kept("nothing", lambda: asked.append(1)) for _time in range(3)] == [None] * 3
        assert len(asked) == 1

    def test_it_is_read_again_once_something_has_happened(self):
        read = Reading()
        kept("pond", read)

        move_generation()

        assert kept("pond", read) == 2

    def test_what_belongs_to_the_house_outlives_what_people_say_and_nothing_else(self):
        read, talk = Reading(), Reading()
        kept("house", read, house=True), kept("talk", talk)

        move_generation(talk=True)
        assert [kept("house", read, house=True), kept("talk", talk)] == [1, 2]

        move_generation()
        assert [kept("house", read, house=True), kept("talk", talk)] == [2, 3]

    def test_what_happens_while_it_is_read_outdates_it(self):
        kept("pond", move_generation)
        read = Reading()

        assert kept("pond", read) == 1

    def test_each_language_has_its_own(self):
        def read():
            return translation.get_language()

        for language in ("de", "it", "de"):
            with translation.override(language):
                assert kept("word", read) == language

    def test_after_a_minute_it_is_read_again(self):
        read = Reading()

        with clock.frozen(NOON):
            kept("pond", read)
        with clock.frozen(NOON + timedelta(seconds=59)):
            assert kept("pond", read) == 1
        with clock.frozen(NOON + timedelta(seconds=60)):
            assert kept("pond", read) == 2

    def test_a_transaction_sees_its_own_changes_and_shares_nothing(self):
        read = Reading()
        kept("pond", read)

        with transaction.atomic():
            assert [kept("pond", read), kept("pond", read)] == [2, 3]
        assert kept("pond", read) == 1


def test_a_shelf_is_bounded_and_lets_the_oldest_go():
    shelf = Shelf(most=4)

    for n in range(6):
        shelf.put(n, n)

    assert [shelf.get(n) for n in range(6)] == [None, None, 2, 3, 4, 5]


def test_what_nobody_is_given_any_more_is_forgotten_after_a_while():
    with clock.frozen(NOON):
        shelf = Shelf(most=4)
        shelf.put("early", 1)
    with clock.frozen(NOON + timedelta(seconds=30)):
        shelf.put("late", 2)

    with clock.frozen(NOON + timedelta(seconds=61)):
        shelf.forget_old()
        shelf.forget_old()
        assert [shelf.get(key) for key in ("early", "late")] == [None, 2]
    with clock.frozen(NOON + timedelta(seconds=121)):
        shelf.forget_old()

    with clock.frozen(NOON + timedelta(seconds=31)):
        assert [shelf.get(key) for key in ("early", "late")] == [None, None]


def test_words_in_a_key_may_read_otherwise_when_it_is_forgotten():
    shelf = Shelf(most=4)
    with clock.frozen(NOON):
        for n in range(4):
            shelf.put((_("Home"), n), n)

    with translation.override("de"):
        shelf.put("later", 5)
        shelf.forget_old()

    assert shelf.get("later") == 5
