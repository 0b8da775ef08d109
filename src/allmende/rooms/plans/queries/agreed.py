"""What a plan agrees, as pages show it: goals, risks, promises, the budget, and the eight seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import localize

from allmende.commons.duties.models import Duty
from allmende.foundation import clock
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import actor_cards
from allmende.rooms.plans.models import (
    ITEMS,
    AnyItem,
    BudgetLine,
    Goal,
    Plan,
    Promise,
    PromiseState,
    Risk,
    RiskState,
    Seat,
    Side,
)
from allmende.rooms.plans.queries.page import Face, face_of


@dataclass(frozen=True)
class SeatView:
    """One of the eight seats; without a person it is empty."""

    side: Side
    duty: Duty
    id: UUID | None
    person: Face | None
    is_taken: bool
    is_mine: bool

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.side.value}-{self.duty.value}"


@dataclass(frozen=True)
class Agreed:
    """Everything that a plan agrees, beside its answers."""

    goals: tuple[Goal, ...]
    risks: tuple[Risk, ...]
    promises: tuple[Promise, ...]
    budget: tuple[BudgetLine, ...]
    seats: tuple[SeatView, ...]
    owners: dict[UUID, Face]

    @property
    def planned(self) -> int:
        """What is planned in all, in minor units."""
        return sum(line.planned for line in self.budget)

    @property
    def spent(self) -> int | None:
        """What was spent in all; None where no line says so."""
        told = [line.spent for line in self.budget if line.spent is not None]
        return sum(told) if told else None


@dataclass(frozen=True)
class ItemRow:
    """A line of a plan in a table: its cells in words."""

    id: UUID
    title: str
    url: str
    cells: tuple[tuple[Text, Text], ...]
    """The column's name, and what stands there."""
    revision: int
    tone: str = ""
    standing: Text = ""


def agreed_of(reader: Reader, plan: Plan) -> Agreed:
    """Return what a plan agrees; six statements."""
    goals, risks = tuple(plan.goals.order_by("id")), tuple(plan.risks.order_by("-impact", "-likelihood", "id"))
    promises, budget = tuple(plan.promises.order_by("id")), tuple(plan.budget.order_by("id"))
    seats = {(seat.side, seat.duty): seat for seat in plan.seats.all()}
    people = {one.owner_id for one in (*risks, *promises)} | {seat.person_id for seat in seats.values()}
    faces = {key: face_of(card) for key, card in actor_cards(key for key in people if key).items()}
    return Agreed(goals, risks, promises, budget, tuple(_seats(reader, seats, faces)), faces)


def _seats(reader: Reader, seats: dict[tuple[str, str], Seat], faces: dict[UUID, Face]) -> list[SeatView]:
    found = []
    for side in Side:
        for duty in Duty:
            seat = seats.get((side, duty))
            person = faces.get(seat.person_id) if seat else None
            mine = seat is not None and not reader.is_guest and seat.person_id == reader.id
            found.append(SeatView(side, duty, seat.id if seat else None, person, bool(seat and seat.is_taken), mine))
    return found


def find_item(plan: Plan, kind: str, key: UUID) -> AnyItem | None:
    """Return a line of a plan that the reader sees; None otherwise."""
    model = ITEMS.get(kind)
    return model.objects.filter(plan=plan, id=key).first() if model else None


def find_seat(plan: Plan, key: UUID) -> Seat | None:
    """Return a seat of a plan that is not empty; None otherwise."""
    return plan.seats.select_related("person").filter(id=key).first()


def amount(value: Decimal | None, unit: str = "") -> str:
    """Write a measured number with its unit, without zeros at its end."""
    if value is None:
        return ""
    whole = value.to_integral_value()
    number = localize(int(whole) if whole == value else value.normalize())
    return f"{number} {unit}".strip()


def item_url(plan: UUID, kind: str, key: UUID) -> str:
    """The page on which a line is changed."""
    return reverse("plans:item", args=[plan, kind, key])


def is_late(due: date | None) -> bool:
    """Whether a day is over."""
    return due is not None and due < clock.now().date()


RISK_TONES = {RiskState.OPEN: "warn", RiskState.PREPARED: "ok", RiskState.HAPPENED: "danger", RiskState.SPARED: "ok"}
PROMISE_TONES = {PromiseState.OPEN: "info", PromiseState.KEPT: "ok", PromiseState.BROKEN: "danger"}


def tone_of(item: Any) -> str:
    """The colour of how a line stands."""
    if isinstance(item, Risk):
        return RISK_TONES[RiskState(item.state)]
    return PROMISE_TONES[PromiseState(item.state)] if isinstance(item, Promise) else ""
