"""Plans: the list, one with its questions, beginning and naming one, and what a space asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.lineage.drawing import drawing_of
from allmende.commons.threads.queries import talk_of
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.foundation.once.commands import once
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.plans import commands
from allmende.rooms.plans.forms import DemandForm, PlanForm, show_errors, whole
from allmende.rooms.plans.models import Plan, PlanState
from allmende.rooms.plans.queries import (
    agreed_of,
    lacks_of,
    plan_url,
    plans_page,
    questions_of,
    sources_for,
    sources_shown,
)
from allmende.rooms.plans.rules import (
    demanded_of,
    may_add_result,
    may_answer,
    may_begin_plan,
    may_change_plan,
    may_demand,
)
from allmende.rooms.plans.views.fetching import chosen_source, crumbs_of, get_place, get_plan, source_of

BACK_IN_THE_FORM = {409, 422}
"""Refusals that come back in the form with all that was typed."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The plans of the community that the reader sees, or of one space in it."""
    slug, after = request.GET.get("in", ""), request.GET.get("after", "")
    place = get_place(request, slug)
    cards, following = plans_page(request.actor, place, key_in(after))
    here = f"in={place.slug}&" if slug else ""
    context = {
        "cards": cards, "more_url": f"?{here}after={following}" if following else "", "where": place,
        "is_root": place.root_id is None, "may_begin": bool(may_begin_plan(request.actor, place)),
        "may_demand": bool(may_demand(request.actor, place)),
    }  # fmt: skip
    return render(request, "plans/index.html#cards" if request.htmx and after else "plans/index.html", context)


@require_safe
def plan(request: HttpRequest, key: UUID) -> HttpResponse:
    """One plan: its questions and how each stands."""
    found = get_plan(request, key)
    reader = request.actor
    questions = questions_of(found)
    lacks = [] if found.state == PlanState.DONE else lacks_of(found, questions, agreed_of(reader, found))
    context = frame_of(request, found) | {
        "questions": questions, "lacks": lacks, "may_answer": may_answer(reader, found),
        "talk": None if found.is_binned else talk_of(reader, found, request.GET, space=found.place).shown,
        "drawing": drawing_of(found, reader, plan_url(found.id)), "sources": sources_shown(reader, found.id),
        "choices": sources_for(reader, found.place, found.id) if may_change_plan(reader, found) else [],
        "plan_key": str(found.id), "may_add": bool(may_add_result(reader, found.place)),
    }  # fmt: skip
    return render(request, "plans/plan.html", context)


def frame_of(request: HttpRequest, plan: Plan, *more: tuple[Any, str]) -> dict[str, Any]:
    """What stands around every page of a plan."""
    return {
        "plan": plan, "where": plan.place, "crumbs": crumbs_of(plan.place, plan, *more) if more else crumbs_of(plan.place, None, (plan.title, "")),
        "url": plan_url(plan.id), "may_change": bool(may_change_plan(request.actor, plan)), "is_done": plan.state == PlanState.DONE,
        "binned": plan.is_binned,
    }  # fmt: skip


def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan in a space."""
    place = get_place(request, request.GET.get("in", ""))
    require(may_begin_plan(request.actor, place))
    source = source_of(request)
    form = PlanForm(request.POST or None, initial={"title": source.title[:120]} if source else {})
    if request.method == "POST" and form.is_valid():
        try:
            token = request.POST.get("once", "")[:100]
            made = once(
                request.actor.id, f"plan {token}" if token else "",
                lambda: str(commands.begin_plan(request.actor, place, sources=[source] if source else [], **form.cleaned_data).id),
            )  # fmt: skip
            return redirect(plan_url(UUID(made)))
        except Refused as refusal:
            if refusal.status not in BACK_IN_THE_FORM:
                raise
            show_errors(form, refusal)
    context = {
        "form": form,
        "where": place,
        "plan": None,
        "source": source,
        "once": request.POST.get("once", "") or str(clock.new_id()),
        "crumbs": crumbs_of(place, None, (_("Begin a plan"), "")),
    }
    return render(request, "plans/write.html", context, status=422 if form.errors else 200)


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what a plan is called and about."""
    found = get_plan(request, key)
    require(may_change_plan(request.actor, found))
    form, theirs = PlanForm(request.POST or None, initial=PlanForm.initial_of(found)), None
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                commands.change_plan(request.actor, found, whole(request.POST.get("revision", "")), **form.cleaned_data)
                messages.success(request, _("The plan is saved."))
                return redirect(plan_url(key))
        except Refused as refusal:
            if refusal.status not in BACK_IN_THE_FORM:
                raise
            show_errors(form, refusal)
            status, theirs = refusal.status, found if refusal.status == 409 else None
    context = frame_of(request, found, (_("Change"), "")) | {"form": form, "theirs": theirs}
    return render(request, "plans/write.html", context, status=status)


@require_POST
def sources(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that a plan came of something; with `remove`, take it back."""
    found = get_plan(request, key)
    if gone := key_in(request.POST.get("remove", "")):
        commands.unsay_plan_came_of(request.actor, found, gone)
    else:
        require(may_change_plan(request.actor, found))
        commands.say_plan_came_of(request.actor, found, chosen_source(request))
    return redirect(f"{plan_url(key)}#came-of")


def demands(request: HttpRequest, slug: str) -> HttpResponse:
    """Which questions a space asks before it opens."""
    place = get_place(request, slug)
    require(may_demand(request.actor, place))
    form = DemandForm(request.POST or None, initial={"questions": [str(one) for one in demanded_of(place)]})
    if request.method == "POST" and form.is_valid():
        commands.demand_questions(request.actor, place, form.cleaned_data["questions"])
        messages.success(request, _("Saved. Spaces that are open already stay open."))
        return redirect(f"{reverse('plans:index')}?in={place.slug}")
    context = {"form": form, "where": place, "crumbs": crumbs_of(place, None, (_("Asked before it opens"), ""))}
    return render(request, "plans/demands.html", context, status=422 if form.errors else 200)
