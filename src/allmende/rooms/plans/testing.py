"""Makers of plans, for tests."""

from __future__ import annotations

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.commands import answer_question, begin_plan, confirm_answer
from allmende.rooms.plans.models import Answer, Plan, Question

WORDS = "The eight households of Mill Lane, because the water stands in their cellars."


def make_plan(author: Actor, space: Space, title: str = "A wet meadow") -> Plan:
    """Begin a plan, as its author would."""
    return begin_plan(author, space, title=title, summary="So that cellars stay dry.")


def make_answer(
    author: Actor, plan: Plan, question: str = Question.WHOM, text: str = WORDS, *, confirmed_by: Actor | None = None
) -> Answer:
    """Answer a question, and let a second person confirm it."""
    answer = answer_question(author, plan, question, text)
    return confirm_answer(confirmed_by, answer, answer.revision) if confirmed_by else answer
