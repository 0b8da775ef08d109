"""Fetching what a page is about; what one can't see isn't there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Kind
from allmende.commons.spaces.features import has_room
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, Text, require
from allmende.rooms.plans.models import Answer, Plan
from allmende.rooms.plans.queries import find_answer, find_plan, find_space, plan_url


def get_plan(request: HttpRequest, key: UUID) -> Plan:
    """Return a plan that the reader sees, the look of its space laid over the page; raises Http404."""
    plan = find_plan(request.actor, key)
    if plan is None or request.space.id not in {plan.place_id, plan.place.root_id}:
        raise Http404
    request.place = plan.place
    return plan


def get_answer(plan: Plan, key: UUID) -> Answer:
    """Return an answer of a plan; raises Http404."""
    answer = find_answer(plan, key)
    if answer is None:
        raise Http404
    return answer


def get_place(request: HttpRequest, slug: str) -> Space:
    """Return the space of a slug that the reader sees and in which plans are made; raises Http404."""
    space = find_space(request.actor, request.space, slug)
    if space is None:
        raise Http404
    require(has_room(space, "plans"))
    request.place = space
    return space


def source_of(request: HttpRequest) -> Thing | None:
    """The thing that the reader sees and of which something is to come: `from` in the address."""
    return _thing(request, request.GET.get("from", ""))


def chosen_source(request: HttpRequest) -> Thing:
    """The thing that was chosen in a form; raises Refused (422)."""
    found = _thing(request, request.POST.get("source", ""))
    if found is None:
        raise Refused(_("Choose what it came of."), 422)
    return found


def at_hand(request: HttpRequest) -> ThingQuerySet[Thing]:
    """What the reader sees and something may come of: shared, or read by those who signed for it; no draft, nothing that practises."""
    return Thing.objects.visible_to(request.actor).filter(audience__kind__in=(Kind.LADDER, Kind.SIGNED))


def _thing(request: HttpRequest, key: str) -> Thing | None:
    wanted = key_in(key)
    return at_hand(request).filter(id=wanted).first() if wanted else None


def crumbs_of(space: Space, plan: Plan | None = None, *more: tuple[Text, str]) -> list[tuple[Any, str]]:
    """The way to a page of a plan."""
    here = f"{reverse('plans:index')}?in={space.slug}"
    way: list[tuple[Any, str]] = [(space.title, reverse("space", args=[space.slug])), (_("Plans"), here)]
    return [*way, *([(plan.title, plan_url(plan.id))] if plan else []), *more]
