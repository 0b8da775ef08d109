"""The lines of a plan as rows of a table, in words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.foundation.money import Money
from allmende.foundation.verdicts import Text
from allmende.rooms.plans.models import (
    BudgetLine,
    Goal,
    Impact,
    Likelihood,
    Plan,
    Promise,
    PromiseState,
    Risk,
    RiskState,
)
from allmende.rooms.plans.queries.agreed import Agreed, ItemRow, amount, item_url, tone_of
from allmende.rooms.plans.queries.page import Face

NOTHING = "–"


def rows_of(plan: Plan, kind: str, agreed: Agreed) -> list[ItemRow]:
    """Return the lines of one kind as rows."""
    items: tuple[Any, ...] = getattr(agreed, kind)
    return [_row(plan, kind, item, agreed.owners) for item in items]


def _row(plan: Plan, kind: str, item: Any, owners: dict[UUID, Face]) -> ItemRow:
    cells = {"goals": _goal, "risks": _risk, "promises": _promise, "budget": _line}[kind](item, plan, owners)
    standing: Text = ""
    if isinstance(item, Risk):
        standing = RiskState(item.state).label
    elif isinstance(item, Promise):
        standing = PromiseState(item.state).label
    url = item_url(plan.id, kind, item.id)
    return ItemRow(item.id, item.title, url, cells, item.revision, tone_of(item), standing)


def _goal(item: Goal, _plan: Plan, _owners: dict[UUID, Face]) -> tuple[tuple[Text, Text], ...]:
    return (
        (_("Measure"), item.measure or NOTHING),
        (_("At the start"), amount(item.start, item.unit) or NOTHING),
        (_("Target"), amount(item.target, item.unit) or NOTHING),
        (_("By when"), _day(item.due)),
        (_("Reached"), amount(item.reached, item.unit) or NOTHING),
    )


def _risk(item: Risk, _plan: Plan, owners: dict[UUID, Face]) -> tuple[tuple[Text, Text], ...]:
    return (
        (_("Likelihood"), Likelihood(item.likelihood).label),
        (_("If it happens"), Impact(item.impact).label),
        (_("Countermeasure"), item.countermeasure or NOTHING),
        (_("Who watches it"), _name(item.owner_id, owners)),
    )


def _promise(item: Promise, _plan: Plan, owners: dict[UUID, Face]) -> tuple[tuple[Text, Text], ...]:
    return (
        (_("Whom we thank"), item.whom or NOTHING),
        (_("Until"), _day(item.due)),
        (_("Who sees to it"), _name(item.owner_id, owners)),
    )


def _line(item: BudgetLine, plan: Plan, _owners: dict[UUID, Face]) -> tuple[tuple[Text, Text], ...]:
    return (
        (_("Planned"), money(item.planned, plan.currency)),
        (_("Spent"), money(item.spent, plan.currency) if item.spent is not None else NOTHING),
        (_("Note"), item.note or NOTHING),
    )


def money(minor: int, currency: str) -> str:
    """Write an amount in the reader's language."""
    return Money(minor, currency).format(get_language() or "en")


def _day(day: Any) -> str:
    return date_format(day, "DATE_FORMAT") if day else NOTHING


def _name(owner: UUID | None, owners: dict[UUID, Face]) -> str:
    return owners[owner].name if owner in owners else NOTHING
