"""A calendar file says when and where, whatever stands in it (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation.icalendar import Event, calendar_of

AT = datetime(2026, 5, 4, 16, 30, tzinfo=UTC)


def lines_of(**more: str) -> list[str]:
    event = Event("1@example.org", more.pop("title", "Film"), AT, AT + timedelta(hours=2), AT, **more)
    written = calendar_of(event, "-//Allmende//EN")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    return written.decode().replace("\r\n ", "").split("\r\n")


def test_times_stand_in_utc_and_each_line_ends_as_calendars_want_it() -> None:
    lines = lines_of(place="School, room 3; yard", text="Bring:\na telephone")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART:20260504T163000Z", "DTEND:20260504T183000Z", "UID:1@example.org"} <= set(lines)
    assert "LOCATION:School\\, room 3\\; yard" in lines
    assert "DESCRIPTION:Bring:\\na telephone" in lines


@given(st.text(max_size=300))
def test_whatever_is_written_into_it_begins_no_line_of_its_own(text: str) -> None:
    names = [line.split(":")[0] for line in lines_of(title=text or "x") if line]

    assert names.count("SUMMARY") == 1
    assert len(names) == 14
