"""Calendar files (iCalendar, RFC 5545): what people put into their calendars with one press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

MEDIA_TYPE = "text/calendar; charset=utf-8"
WIDEST = 75
"""Octets of a line (RFC 5545 section 3.1); what is longer goes on in the next, behind a space."""


@dataclass(frozen=True)
class Event:
    """Something with a beginning and an end. `uid` stays the same, `sequence` grows with each change of it."""

    uid: str
    title: str
    begins: datetime
    ends: datetime
    made: datetime
    sequence: int = 0
    text: str = ""
    place: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_of(event: Event, producer: str) -> bytes:
    """Write a calendar file with one event, its times in UTC. `producer` names the program that made it."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_text(producer)}", "METHOD:PUBLISH", "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}", f"DTSTAMP:{_instant(event.made)}", f"SEQUENCE:{event.sequence}",
        f"DTSTART:{_instant(event.begins)}", f"DTEND:{_instant(event.ends)}", f"SUMMARY:{_text(event.title)}",
        *([f"DESCRIPTION:{_text(event.text)}"] if event.text else []),
        *([f"LOCATION:{_text(event.place)}"] if event.place else []),
        *([f"URL:{event.url}"] if event.url else []),
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """A value in which nothing ends the line or begins another one."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets; no letter is cut in two."""
    pieces, room, piece = list[str](), WIDEST, ""
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces, piece, room = [*pieces, piece], "", WIDEST - 1
        piece, room = piece + letter, room - size
    return "\r\n ".join([*pieces, piece])
