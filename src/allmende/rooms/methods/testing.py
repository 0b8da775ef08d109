"""Makers of methods and sessions, for tests: they do what people do."""

from __future__ import annotations

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor
from allmende.rooms.methods.commands import begin, conclude, next_step, plan_session, write_method
from allmende.rooms.methods.models import Card, Method, Role, Session, Step

STEPS = (
    Step("The question", "Read it aloud.", minutes=2),
    Step("Write", "Three ideas.", minutes=5, form="alone", takes="notes", is_blind=True, rounds=2),
    Step("Share", "Add what is missing.", minutes=5, takes="notes"),
    Step("Group", "Put together what is alike.", minutes=5, takes="clusters"),
    Step("Dots", "Two each.", minutes=3, form="alone", takes="dots", dots=2),
)
CARD = Card(
    purpose="Ideas from everyone.", fits="At the beginning.", unfit="Nobody knows the question.", least=2, most=8,
    material=("Pens",), roles=(Role("Timekeeper", "Watches the clock."),), online="Here.", offline="At a table.", steps=STEPS,
)  # fmt: skip
"""Six steps in a session: 0 the question, 1 and 2 writing (blind, the sheets go round), 3 sharing, 4 grouping, 5 dots."""


def make_method(author: Actor, space: Space, title: str = "Writing round", card: Card = CARD) -> Method:
    """Add a method card, as a host would."""
    return write_method(author, space, title, card)


def make_session(lead: Actor, space: Space, *, method: Method, title: str = "Frogs", to: int | None = None) -> Session:
    """Plan a session, and lead it up to a step."""
    session = plan_session(lead, method, space, title=title, question="What do frogs need?")
    return session if to is None else lead_to(lead, session, to)


def lead_to(lead: Actor, session: Session, step: int) -> Session:
    """Lead a session on to a step."""
    while session.step < step:
        session = begin(lead, session) if session.step < 0 else next_step(lead, session, session.step)
    return session


def ended(lead: Actor, session: Session) -> Session:
    """Conclude a session."""
    return conclude(lead, session)
