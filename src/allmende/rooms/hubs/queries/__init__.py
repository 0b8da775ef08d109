"""Reads that feed the pages of hubs."""

from allmende.rooms.hubs.queries.bookings import (
    booking_of,
    bookings_into,
    days_of,
    desk_of,
    desks_on,
    kept_of,
    my_bookings,
)
from allmende.rooms.hubs.queries.line import my_turns, turns_on, wait_of, waitable
from allmende.rooms.hubs.queries.places import find_hub, hub_of, hubs_page, standing_of
from allmende.rooms.hubs.queries.sections import home_section, space_section, waiting
from allmende.rooms.hubs.queries.today import people_today, question_of, questions_for

__all__ = [
    "booking_of",
    "bookings_into",
    "days_of",
    "desk_of",
    "desks_on",
    "find_hub",
    "home_section",
    "hub_of",
    "hubs_page",
    "kept_of",
    "my_bookings",
    "my_turns",
    "people_today",
    "question_of",
    "questions_for",
    "space_section",
    "standing_of",
    "turns_on",
    "wait_of",
    "waitable",
    "waiting",
]
