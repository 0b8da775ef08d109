"""Hours on someone's own clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.observers.notices.hours import end_of_quiet, next_hour

ZONES = st.sampled_from(
    ["Europe/Berlin", "Europe/Rome", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Pacific/Apia"]
)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, ZONES, st.integers(0, 23), st.none() | st.integers(0, 6))
def test_the_next_hour_lies_ahead_at_most_a_day_or_a_week_and_a_summer_time_away(at, zone, hour, weekday):
    found = next_hour(at, zone, hour, weekday)

    assert at < found <= at + timedelta(days=1 if weekday is None else 7, hours=2)
    here = found.astimezone(ZoneInfo(zone))
    assert weekday in (None, here.weekday())
    assert here.hour in (hour, (hour + 1) % 24)  # in the night of the change there may be no such hour


@given(MOMENTS, ZONES, st.integers(0, 23), st.integers(0, 23))
def test_where_quiet_ends_it_is_not_quiet(at, zone, begins, ends):
    later = end_of_quiet(at, zone, begins, ends)

    if later is not None:
        assert at < later <= at + timedelta(days=1, hours=2)
        assert end_of_quiet(later, zone, begins, ends) is None


@pytest.mark.parametrize(
    ("hour", "ends"), [(21, None), (22, 7), (23, 7), (3, 7), (6, 7), (7, None), (12, None)]
)  # fmt: skip
def test_quiet_hours_go_over_midnight_by_the_persons_clock(hour, ends):
    at = datetime(2026, 7, 6, hour, 30, tzinfo=ZoneInfo("Europe/Berlin"))

    later = end_of_quiet(at.astimezone(UTC), "Europe/Berlin", 22, 7)

    assert (later and later.astimezone(ZoneInfo("Europe/Berlin")).hour) == ends


def test_there_are_none_where_none_are_wanted():
    at = datetime(2026, 7, 6, 3, tzinfo=UTC)

    assert end_of_quiet(at, "Europe/Berlin", None, None) is None
    assert end_of_quiet(at, "Europe/Berlin", 7, 7) is None
