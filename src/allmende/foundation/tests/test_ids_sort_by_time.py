"""Ids sort by the time they were made: within a process strictly, whatever threads and clocks do."""

import threading
import time
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation import clock, ids
from allmende.foundation.ids import MAX_ID, uuid7, uuid7_at
from allmende.foundation.testing import NOON

MILLIS = st.integers(0, (1 << 48) - 1)


@given(MILLIS)
def test_an_id_is_a_version_7_uuid_of_its_millisecond(millis):
    made = uuid7_at(millis)

    assert (made.version, made.variant, made.int >> 80) == (7, RFC_4122, millis)


def test_ten_thousand_ids_are_made_in_their_order():
    made = [uuid7() for _ in range(10_000)]

    assert made == sorted(set(made))


@given(st.lists(MILLIS, min_size=2, max_size=2, unique=True))
def test_an_earlier_moment_sorts_earlier(moments):
    earlier, later = sorted(moments)

    assert uuid7_at(earlier) < uuid7_at(later) < MAX_ID


def test_what_is_made_later_sorts_later_also_while_the_clock_is_held():
    with clock.frozen(NOON):
        made = [clock.new_id() for _ in range(1000)]

    assert made == sorted(set(made))
    assert {clock.instant_of(one) for one in made} == {NOON}


@given(st.lists(st.sampled_from([0, 1, 2]), max_size=60))
def test_moments_that_take_turns_keep_their_own_order(turns):
    """An import that publishes as of the past must not disturb what is made meanwhile."""
    made: dict[int, list[UUID]] = {0: [], 1: [], 2: []}
    for turn in turns:
        made[turn].append(uuid7_at(1_700_000_000_000 + turn))

    assert all(row == sorted(set(row)) for row in made.values())


def test_an_id_of_the_past_between_two_of_now_changes_nothing():
    made = []
    for _ in range(2000):
        made.append(uuid7())
        clock.sort_key(NOON)

    assert made == sorted(set(made))


def test_a_clock_set_back_a_little_is_waited_out(monkeypatch):
    before = uuid7()
    behind = time.time_ns() - 5 * 10**9
    monkeypatch.setattr(ids.time, "time_ns", lambda: behind)

    after = uuid7()

    assert after > before


def test_a_clock_set_back_far_is_believed(monkeypatch):
    uuid7()
    year_ago = time.time_ns() - 365 * 86_400 * 10**9
    monkeypatch.setattr(ids.time, "time_ns", lambda: year_ago)

    assert uuid7().int >> 80 == year_ago // 1_000_000


def test_threads_never_make_the_same_id_and_each_sees_its_own_in_order():
    rows: list[list[UUID]] = [[] for _ in range(8)]

    def make(row: list[UUID]) -> None:
        row.extend(uuid7() for _ in range(2000))

    threads = [threading.Thread(target=make, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({one for row in rows for one in row}) == 16_000
    assert all(row == sorted(row) for row in rows)


def test_memory_stays_small_however_many_moments_there_are():
    for millis in range(5000):
        uuid7_at(millis)

    assert len(ids._tails) <= ids.REMEMBERED


@given(st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC)))
def test_an_instant_goes_into_a_key_and_comes_back_to_the_millisecond(at):
    back = clock.instant_of(clock.sort_key(at))

    assert timedelta(0) <= at - back < timedelta(milliseconds=1, microseconds=1)


def test_a_clock_needs_an_aware_instant():
    with pytest.raises(ValueError, match="aware"), clock.frozen(datetime(2026, 3, 2, 12)):
        pass


def test_a_held_clock_is_let_go_also_after_a_failure_and_nests():
    with clock.frozen(NOON):
        with pytest.raises(RuntimeError), clock.travel(days=1):
            assert clock.now() == NOON + timedelta(days=1)
            raise RuntimeError
        assert clock.now() == NOON

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_held_clock_answers_in_utc():
    with clock.frozen(datetime.fromisoformat("2026-03-02T13:00:00+01:00")):
        assert clock.now() == NOON
        assert clock.now().tzinfo == UTC
