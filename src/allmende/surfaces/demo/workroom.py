"""What is written of a hub, as typed values: where it is, what can be booked, and who is there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Desk:
    """Something to book in a hub."""

    name: str
    kind: str = "desk"
    seats: int = 1


@dataclass(frozen=True)
class Seat:
    """Somebody books a desk, on a day counted from today."""

    handle: str
    day: int
    part: str
    desk: str


@dataclass(frozen=True)
class Here:
    """Somebody is at the hub today."""

    handle: str
    text: str
    is_here: bool = True


@dataclass(frozen=True)
class Stuck:
    """A question among those who are there today, and who has ten minutes."""

    by: str
    text: str
    helper: str


@dataclass(frozen=True)
class Hub:
    """Where people work side by side."""

    slug: str
    name: str
    host: str
    founded: int
    summary: str
    about: str
    address: str
    directions: str
    members: tuple[str, ...]
    desks: tuple[Desk, ...]
    seats: tuple[Seat, ...]
    here: tuple[Here, ...]
    stuck: Stuck
