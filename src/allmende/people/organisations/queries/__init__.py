"""Reads that feed the pages of organisations and networks."""

from allmende.people.organisations.queries.acting import acts_for
from allmende.people.organisations.queries.bodies import (
    BodyCard,
    bodies_page,
    checklists_of,
    find_body,
    on_market,
    partners_of,
    shown_facts,
    tell_body,
)
from allmende.people.organisations.queries.joinings import (
    JoiningCard,
    find_joining,
    joinings_into,
    joinings_of,
    kept_of,
    waiting,
)
from allmende.people.organisations.queries.sections import space_section

__all__ = [
    "BodyCard",
    "JoiningCard",
    "acts_for",
    "bodies_page",
    "checklists_of",
    "find_body",
    "find_joining",
    "joinings_into",
    "joinings_of",
    "kept_of",
    "on_market",
    "partners_of",
    "shown_facts",
    "space_section",
    "tell_body",
    "waiting",
]
