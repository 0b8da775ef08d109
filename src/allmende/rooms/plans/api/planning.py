"""Plans: the list, one by itself, beginning and naming one, and what a space asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.commons.things.shapes import layer_name
from allmende.foundation.api import AFTER, LIMIT, Area, Made, Operations, Page, paged, unchanged
from allmende.foundation.verdicts import require
from allmende.rooms.plans import commands
from allmende.rooms.plans.api.shapes import PlanCardOut, PlanDemandIn, PlanDemandOut, PlanIn, PlanOut, PlanPatch
from allmende.rooms.plans.models import Plan
from allmende.rooms.plans.queries import (
    AnswerView,
    QuestionView,
    answers_to,
    find_plan,
    find_space,
    plan_url,
    plans_page,
    questions_of,
)
from allmende.rooms.plans.rules import demanded_of, may_change_plan, may_demand

router = Operations(
    Area("plans", _("Plans"), _("The questions before a project, what is agreed, and results."), in_spaces=True)
)


def plan_at(request: HttpRequest, key: UUID) -> Plan:
    """The plan that the caller sees; raises Http404."""
    found = find_plan(request.actor, key)
    if found is None or request.space.id not in {found.place_id, found.place.root_id}:
        raise Http404
    return found


def space_at(request: HttpRequest, slug: str) -> Space:
    """The space of this community that the caller sees; raises Http404."""
    found = find_space(request.actor, request.space, slug)
    if found is None:
        raise Http404
    return found


@router.reads("/plans", Page[PlanCardOut])
def list_plans(
    request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT,
    space: str = Query("", max_length=60, description="The slug of a space; without one, the whole community."),
) -> Any:  # fmt: skip
    """List the plans that you see, the newest first."""
    cards, following = plans_page(request.actor, space_at(request, space), after, limit)
    found = [
        {
            "id": card.id, "url": request.build_absolute_uri(card.url), "title": card.title, "summary": card.summary,
            "language": card.language, "layer": layer_name(card.layer), "place": card.place, "state": card.state,
            "answered": card.answered, "confirmed": card.confirmed,
        }
        for card in cards
    ]  # fmt: skip
    return paged(request, response, found, following)


@router.reads("/plans/{uuid:key}", PlanOut)
def get_plan(request: HttpRequest, key: UUID) -> Any:
    """Read a plan with its answers."""
    return shown(request, plan_at(request, key))


@router.posts("/plans", Made)
def begin_plan(request: HttpRequest, plan: PlanIn) -> Any:
    """Begin a plan in a space that you host."""
    content = plan.model_dump(exclude={"space"}, exclude_none=True)
    made = commands.begin_plan(request.actor, space_at(request, plan.space), **content)
    return {"id": str(made.id), "url": plan_url(made.id)}


@router.changes("/plans/{uuid:key}", PlanOut)
def patch_plan(request: HttpRequest, key: UUID, sent: PlanPatch) -> Any:
    """Change what a plan is called and about."""
    plan = plan_at(request, key)
    require(may_change_plan(request.actor, plan))
    unchanged(request, plan.revision)
    changes = sent.model_dump(exclude_unset=True, exclude_none=True)
    commands.change_plan(request.actor, plan, plan.revision, **changes)
    return shown(request, plan_at(request, key))


@router.puts("/plans/{uuid:key}/sources/{uuid:source}")
def name_plan_source(request: HttpRequest, key: UUID, source: UUID) -> None:
    """Say that a plan came of an idea, a finding or another thing that you see."""
    commands.say_plan_came_of(request.actor, plan_at(request, key), source_at(request, source))


@router.removes("/plans/{uuid:key}/sources/{uuid:source}")
def drop_plan_source(request: HttpRequest, key: UUID, source: UUID) -> None:
    """Take back that a plan came of something."""
    commands.unsay_plan_came_of(request.actor, plan_at(request, key), source)


def source_at(request: HttpRequest, key: UUID) -> Thing:
    """A thing that the caller sees; raises Http404."""
    found: Thing | None = Thing.objects.visible_to(request.actor).filter(id=key).first()
    if found is None:
        raise Http404
    return found


@router.reads("/spaces/{slug:slug}/questions", PlanDemandOut, members=True)
def get_demands(request: HttpRequest, slug: str) -> Any:
    """Read which questions a space asks before it opens, as one of those who run it."""
    space = space_at(request, slug)
    require(may_demand(request.actor, space))
    return {"questions": [str(question) for question in demanded_of(space)]}


@router.puts("/spaces/{slug:slug}/questions")
def set_demands(request: HttpRequest, slug: str, sent: PlanDemandIn) -> None:
    """Say which questions a space asks to be answered and confirmed before it opens; what is open already stays open."""
    commands.demand_questions(request.actor, space_at(request, slug), sent.questions)


def shown(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """A plan as the API says it."""
    author = plan.author
    return {
        "id": plan.id, "url": request.build_absolute_uri(plan_url(plan.id)), "title": plan.title, "summary": plan.summary,
        "language": plan.language, "layer": layer_name(plan.layer), "space": plan.place.slug, "state": plan.state,
        "author": {"handle": author.handle, "name": author.name}, "currency": plan.currency,
        "questions": [_question(one) for one in questions_of(plan)],
        "answers": [answer_shown(one) for one in answers_to(request.actor, plan)], "version": plan.revision,
    }  # fmt: skip


def _question(view: QuestionView) -> dict[str, Any]:
    return {
        "key": str(view.key), "words": str(view.asked.words), "explains": str(view.asked.explains), "is_demanded": view.is_demanded,
        "answers": view.answers, "confirmed": view.confirmed,
    }  # fmt: skip


def answer_shown(view: AnswerView) -> dict[str, Any]:
    """An answer as the API says it."""
    reader = view.read_by
    return {
        "id": view.id, "question": view.question, "author": {"handle": view.author.handle, "name": view.author.name},
        "text": view.text, "changed": view.changed, "is_concrete": view.is_concrete, "lacks": view.lacks,
        "read_by": {"handle": reader.handle, "name": reader.name} if reader else None, "version": view.revision,
    }  # fmt: skip
