"""What a plan agrees: its lines, its seats, and looking back."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest

from allmende.foundation.api import Made, unchanged
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.plans import commands
from allmende.rooms.plans.api.agreed_shapes import (
    PlanAgreedOut,
    PlanFinishIn,
    PlanHappenedIn,
    PlanLineIn,
    PlanLineOut,
    PlanSeatIn,
)
from allmende.rooms.plans.api.planning import plan_at, router
from allmende.rooms.plans.api.shapes import QuestionKey
from allmende.rooms.plans.models import ITEMS, AnyItem, Plan, Seat
from allmende.rooms.plans.queries import (
    ItemRow,
    SeatView,
    agreed_of,
    find_item,
    find_seat,
    lacks_of,
    questions_of,
    rows_of,
)
from allmende.rooms.plans.queries.agreed import item_url
from allmende.rooms.plans.rules import may_change_plan

LineKind = Literal["goals", "risks", "promises", "budget"]


@router.reads("/plans/{uuid:key}/agreed", PlanAgreedOut)
def get_agreed(request: HttpRequest, key: UUID) -> Any:
    """Read what a plan agrees, and what it still lacks and why that matters."""
    plan = plan_at(request, key)
    agreed = agreed_of(request.actor, plan)
    lacks = lacks_of(plan, questions_of(plan), agreed)
    lines = {kind: [_line_shown(row) for row in rows_of(plan, kind, agreed)] for kind in ITEMS}
    said = [{"what": str(lack.what), "why": str(lack.why), "is_demanded": lack.is_demanded} for lack in lacks]
    return lines | {"seats": [_seat(seat) for seat in agreed.seats], "lacks": said}


@router.posts("/plans/{uuid:key}/lines/{kind}", Made)
def add_plan_line(request: HttpRequest, key: UUID, kind: LineKind, sent: PlanLineIn) -> Any:
    """Put a goal, a risk, a promise of thanks or a line of the budget into a plan that you look after."""
    plan = plan_at(request, key)
    require(may_change_plan(request.actor, plan))
    made = commands.add_item(request.actor, plan, kind, **_values(kind, sent))
    return {"id": str(made.id), "url": item_url(key, kind, made.id)}


@router.reads("/plans/{uuid:key}/lines/{kind}/{uuid:line}", PlanLineOut)
def get_plan_line(request: HttpRequest, key: UUID, kind: LineKind, line: UUID) -> Any:
    """Read a line of a plan."""
    plan = plan_at(request, key)
    _line(plan, kind, line)
    return _line_now(request, plan, kind, line)


@router.changes("/plans/{uuid:key}/lines/{kind}/{uuid:line}", PlanLineOut)
def patch_plan_line(request: HttpRequest, key: UUID, kind: LineKind, line: UUID, sent: PlanLineIn) -> Any:
    """Change a line of a plan that you look after; what isn't named stays as it is."""
    plan = plan_at(request, key)
    item = _line(plan, kind, line)
    require(may_change_plan(request.actor, plan))
    unchanged(request, item.revision)
    commands.change_item(request.actor, item, item.revision, **_values(kind, sent))
    return _line_now(request, plan, kind, line)


@router.removes("/plans/{uuid:key}/lines/{kind}/{uuid:line}")
def remove_plan_line(request: HttpRequest, key: UUID, kind: LineKind, line: UUID) -> None:
    """Take a line out of a plan that you look after."""
    commands.remove_item(request.actor, _line(plan_at(request, key), kind, line))


@router.posts("/plans/{uuid:key}/seats", Made)
def offer_seat(request: HttpRequest, key: UUID, sent: PlanSeatIn) -> Any:
    """Offer an empty seat to somebody who sees the plan."""
    plan = plan_at(request, key)
    require(may_change_plan(request.actor, plan))
    made = commands.offer_seat(request.actor, plan, sent.side, sent.duty, _person(sent.person))
    return {"id": str(made.id), "url": None}


@router.puts("/plans/{uuid:key}/seats/{uuid:seat}")
def take_seat(request: HttpRequest, key: UUID, seat: UUID) -> None:
    """Take the seat that you are offered."""
    commands.take_seat(request.actor, _seat_at(plan_at(request, key), seat))


@router.removes("/plans/{uuid:key}/seats/{uuid:seat}")
def leave_seat(request: HttpRequest, key: UUID, seat: UUID) -> None:
    """Decline or leave a seat, or take its offer back."""
    commands.leave_seat(request.actor, _seat_at(plan_at(request, key), seat))


@router.puts("/plans/{uuid:key}/questions/{question}/happened")
def say_what_happened(request: HttpRequest, key: UUID, question: QuestionKey, sent: PlanHappenedIn) -> None:
    """Say beside the answers to a question what happened."""
    commands.say_what_happened(request.actor, plan_at(request, key), question, sent.text, sent.seen)


@router.posts("/plans/{uuid:key}/closure")
def finish_plan(request: HttpRequest, key: UUID, sent: PlanFinishIn) -> None:
    """Close a plan with what was learnt; from then on it stands as it is."""
    commands.finish_plan(request.actor, plan_at(request, key), sent.learnt)


def _values(kind: str, sent: PlanLineIn) -> dict[str, Any]:
    values = sent.model_dump(exclude_unset=True)
    known = {field.name for field in ITEMS[kind]._meta.fields} - {"id", "plan", "revision"}
    if unknown := values.keys() - known:
        raise Refused(f"{', '.join(sorted(unknown))}?", 422)
    if "owner" in values:
        values["owner"] = _person(values["owner"]) if values["owner"] else None
    blank = {field.name for field in ITEMS[kind]._meta.fields if field.null}
    return {name: value for name, value in values.items() if value is not None or name in blank}


def _person(handle: str) -> Actor:
    found = Actor.objects.filter(handle=handle.removeprefix("@").lower(), erased=None).first()
    if found is None:
        raise Http404
    return found


def _line(plan: Plan, kind: str, key: UUID) -> AnyItem:
    found = find_item(plan, kind, key)
    if found is None:
        raise Http404
    return found


def _seat_at(plan: Plan, key: UUID) -> Seat:
    found = find_seat(plan, key)
    if found is None:
        raise Http404
    return found


def _line_now(request: HttpRequest, plan: Plan, kind: str, key: UUID) -> dict[str, Any]:
    rows = rows_of(plan, kind, agreed_of(request.actor, plan))
    return next(_line_shown(row) for row in rows if row.id == key)


def _line_shown(row: ItemRow) -> dict[str, Any]:
    return {
        "id": row.id, "title": row.title, "standing": str(row.standing), "version": row.revision,
        "cells": {str(name): str(value) for name, value in row.cells},
    }  # fmt: skip


def _seat(view: SeatView) -> dict[str, Any]:
    person = {"handle": view.person.handle, "name": view.person.name} if view.person else None
    return {"id": view.id, "side": str(view.side), "duty": str(view.duty), "person": person, "is_taken": view.is_taken}
