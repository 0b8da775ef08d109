"""On SQLite one writes and the others wait: as soon as it is done the next one goes on, whatever became of the one before."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from django.db import OperationalError, connections

from allmende.foundation.sqlite.base import DatabaseWrapper

pytestmark = [pytest.mark.once, pytest.mark.django_db]

HOLDS = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
held.execute("INSERT INTO words VALUES ('half')")
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path):
    with closing(sqlite3.connect(tmp_path / "house.sqlite3")) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE words (word text)")
    return tmp_path / "house.sqlite3"


def house(path, patience):
    options = {"transaction_mode": "IMMEDIATE", "timeout": patience}
    settings = connections["default"].settings_dict | {
        "NAME": str(path),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": False,
    }
    return closing(DatabaseWrapper(settings))


def say(connection, word):
    """Write a word in a transaction of its own, as `atomic` does."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.cursor().execute("INSERT INTO words VALUES (%s)", [word])
    connection.commit()
    connection.set_autocommit(True)


def words(path):
    with closing(sqlite3.connect(path)) as read:
        return [word for (word,) in read.execute("SELECT word FROM words ORDER BY rowid")]


def test_who_waits_goes_on_when_the_writer_is_done(path):
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO words VALUES ('first')")
        done = threading.Timer(0.05, lambda: writer.execute("COMMIT"))
        done.start()
        with house(path, patience=20) as connection:
            say(connection, "second")
        done.join()

    assert words(path) == ["first", "second"]


def test_who_waits_for_too_long_is_told_and_can_try_again(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as writer, house(path, patience=0.05) as connection:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="database is locked"):
            say(connection, "too soon")

        writer.execute("ROLLBACK")
        say(connection, "in time")
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (50,)  # what is read, and written outside a transaction, waits as before

    assert words(path) == ["in time"]


def test_a_writer_that_is_killed_holds_nobody_up_and_leaves_nothing_half_written(path):
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(path)], stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    threading.Timer(0.05, holder.kill).start()

    with house(path, patience=20) as connection:
        say(connection, "next")
    holder.wait()

    assert words(path) == ["next"]
