"""Where plans stand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from allmende.rooms.plans.models import Question, Topic


def plan_url(key: UUID) -> str:
    """The page of a plan."""
    return reverse("plans:plan", args=[key])


def question_url(key: UUID, question: str) -> str:
    """The page of one of its questions."""
    return reverse("plans:question", args=[key, question])


def topic_urls(things: Sequence[UUID]) -> dict[UUID, str]:
    """Where many questions are discussed."""
    rows = Topic.objects.filter(id__in=things).values_list("id", "plan", "question")
    return {key: question_url(plan, question) for key, plan, question in rows}


def topic_titles(things: Sequence[UUID]) -> dict[UUID, str]:
    """What many of them are called, in the language of the moment."""
    rows = Topic.objects.filter(id__in=things).values_list("id", "plan__title", "question")
    return {key: f"{Question(question).label} · {plan}" for key, plan, question in rows}


def plan_urls(things: Sequence[UUID]) -> dict[UUID, str]:
    """The pages of many plans."""
    return {key: plan_url(key) for key in things}
