"""What was written goes from SQLite's log into its file without any request doing it, and without anyone waiting for long."""

import sqlite3
import time
from contextlib import closing

import pytest

from allmende.foundation.sqlite.carrying import HELD, carry

pytestmark = pytest.mark.once


@pytest.fixture
def house(tmp_path):
    """A database whose writers never carry themselves."""
    path = str(tmp_path / "house.sqlite3")
    with closing(sqlite3.connect(path, isolation_level=None)) as open_house:
        open_house.execute("PRAGMA journal_mode=WAL")
        open_house.execute("PRAGMA wal_autocheckpoint=0")
        open_house.execute("CREATE TABLE words (word text)")
        yield path, open_house


def log_of(path):
    with open(f"{path}-wal", "rb") as log:
        return log.seek(0, 2)


def say(house, times=50):
    for _each in range(times):
        house.execute("INSERT INTO words VALUES (?)", ["word" * 500])


def test_a_long_log_is_carried_and_begins_anew(house):
    path, writer = house
    say(writer)

    assert carry(path, enough=100_000)

    assert log_of(path) == 0
    say(writer, 1)
    assert 0 < log_of(path) < 20_000
    assert writer.execute("SELECT count(*) FROM words").fetchone() == (51,)


def test_a_short_log_and_none_are_left_alone(house, tmp_path):
    path, writer = house
    say(writer, 1)
    before = log_of(path)

    assert not carry(path)
    assert not carry(str(tmp_path / "elsewhere.sqlite3"))

    assert log_of(path) == before > 0
    assert not (tmp_path / "elsewhere.sqlite3").exists()


def test_who_reads_for_long_keeps_what_they_see_and_nobody_is_held_up(house):
    path, writer = house
    say(writer)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM words").fetchone() == (50,)
        say(writer)

        assert not carry(path, enough=100_000)

        assert reader.execute("SELECT count(*) FROM words").fetchone() == (50,)
        reader.execute("COMMIT")
    assert carry(path, enough=100_000)


def test_who_writes_is_not_waited_for_longer_than_a_moment(house):
    path, writer = house
    say(writer)
    writer.execute("BEGIN IMMEDIATE")
    say(writer, 1)
    began = time.monotonic()

    assert not carry(path, enough=100_000)

    assert time.monotonic() - began < 50 * HELD, "it tries again a quarter of a second later"
    writer.execute("COMMIT")
    assert carry(path, enough=100_000)
    assert writer.execute("SELECT count(*) FROM words").fetchone() == (51,)
