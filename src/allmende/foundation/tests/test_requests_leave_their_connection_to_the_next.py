"""Threads of a web process hold one connection to SQLite between them, and as many as work at the same time."""

import threading
from contextlib import closing

import pytest
from django.db import connections

from allmende.foundation.sqlite.base import DatabaseWrapper, close_left

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def left(monkeypatch):
    monkeypatch.setattr(DatabaseWrapper, "left", [])
    yield DatabaseWrapper.left
    for each in DatabaseWrapper.left:
        each.close()


@pytest.fixture
def thread(tmp_path):
    """What a thread has: Django's connection, with a database of our own behind it."""
    settings = connections["default"].settings_dict | {
        "NAME": str(tmp_path / "house.sqlite3"),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 1},
        "CONN_HEALTH_CHECKS": False,
        "CONN_MAX_AGE": None,
    }
    return lambda: closing(DatabaseWrapper(settings))


def ask(connection, sql="SELECT 1"):
    with connection.cursor() as cursor:
        return cursor.execute(sql).fetchall()


def finish(connection):
    """What Django does when a request ends."""
    connection.close_if_unusable_or_obsolete()


def test_the_next_request_goes_on_with_it_on_another_thread(left, thread):
    with thread() as one, thread() as other:
        ask(one, "CREATE TABLE words (word text)")
        opened = one.connection
        finish(one)

        asked = threading.Thread(target=write, args=(other,))
        asked.start()
        asked.join()

        assert (one.connection, left) == (None, [opened])
        assert ask(one, "SELECT word FROM words") == [("told",)]
        assert left == []


def write(connection):
    """A request on another thread that writes in a transaction."""
    connection.inc_thread_sharing()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    ask(connection, "INSERT INTO words VALUES ('told')")
    connection.commit()
    connection.set_autocommit(True)
    finish(connection)


def test_two_that_work_at_the_same_time_have_one_each(left, thread):
    with thread() as one, thread() as other:
        ask(one)
        ask(other)
        assert one.connection is not other.connection

        finish(one)
        finish(other)
        assert len(left) == 2


def test_all_but_the_warmest_are_closed_after_a_while(left, thread):
    with thread() as one, thread() as other:
        ask(one)
        ask(other)
        last = one.connection
        finish(other)
        finish(one)

        for _twice in range(2):
            close_left(but=1)

        assert left == [last]
        assert ask(other) == [(1,)]


def test_the_last_one_is_closed_too_when_it_is_old(left, thread):
    with thread() as one:
        ask(one)
        finish(one)

        close_left()

        assert left == []
        assert ask(one) == [(1,)]


def test_what_is_still_open_in_a_transaction_is_left_to_nobody(left, thread):
    with thread() as one:
        one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        one.in_atomic_block = True

        finish(one)

        assert left == []
        one.in_atomic_block = False


def test_a_connection_that_failed_in_a_transaction_is_opened_anew(left, thread):
    with thread() as one, thread() as other:
        ask(other)
        finish(other)
        one.closed_in_transaction = True

        ask(one)

        assert len(left) == 1


def test_elsewhere_each_thread_keeps_its_own(thread):
    assert DatabaseWrapper.left is None
    with thread() as one:
        ask(one)
        opened = one.connection

        finish(one)

        assert one.connection is opened
