"""Answering the questions of a plan, and reading along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from allmende.rooms.plans import commands
from allmende.rooms.plans.api.planning import answer_shown, plan_at, router
from allmende.rooms.plans.api.shapes import PlanAnswerIn, PlanAnswerOut, PlanReadingIn, QuestionKey
from allmende.rooms.plans.models import Answer, Plan
from allmende.rooms.plans.queries import find_answer
from allmende.rooms.plans.queries.page import views_of


def answer_at(plan: Plan, key: UUID) -> Answer:
    """An answer of a plan; raises Http404."""
    found = find_answer(plan, key)
    if found is None:
        raise Http404
    return found


@router.puts("/plans/{uuid:key}/questions/{question}/answer", PlanAnswerOut)
def answer_question(request: HttpRequest, key: UUID, question: QuestionKey, sent: PlanAnswerIn) -> Any:
    """Give your answer to a question of a plan, or change it.

    Others keep theirs. A changed answer loses its confirmation; what it said before is kept.
    """
    made = commands.answer_question(request.actor, plan_at(request, key), question, sent.text, sent.version)
    return answer_shown(views_of(request.actor, [made])[0])


@router.removes("/plans/{uuid:key}/answers/{uuid:answer}")
def remove_answer(request: HttpRequest, key: UUID, answer: UUID) -> None:
    """Take your answer back."""
    commands.remove_answer(request.actor, answer_at(plan_at(request, key), answer))


@router.puts("/plans/{uuid:key}/answers/{uuid:answer}/reading", PlanAnswerOut)
def read_answer(request: HttpRequest, key: UUID, answer: UUID, sent: PlanReadingIn) -> Any:
    """Confirm as the second person that an answer is concrete, or say what is missing."""
    found = answer_at(plan_at(request, key), answer)
    if sent.lacks:
        found = commands.find_lacking(request.actor, found, sent.version, sent.lacks)
    else:
        found = commands.confirm_answer(request.actor, found, sent.version)
    return answer_shown(views_of(request.actor, [found])[0])
