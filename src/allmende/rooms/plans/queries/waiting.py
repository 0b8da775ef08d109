"""What waits for somebody in plans: a seat that they are offered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Kind
from allmende.commons.duties.models import Duty
from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Queue, Waiting
from allmende.foundation.gathered import Wanted
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.plans.models import PlanState, Seat

MOST_WAITING = 3


def waiting(reader: Reader, root: Space) -> list[Queue]:
    """Seats that a reader is offered and has not answered."""
    return [Queue(_offered.put(reader.id, root.id), _seats)] if isinstance(reader, Actor) else []


_offered = Wanted(
    lambda person, root: (
        Seat.objects.filter(
            Q(plan__place=root) | Q(plan__place__root=root), person=person, is_taken=False, plan__state=PlanState.OPEN,
            plan__audience__kind=Kind.LADDER,
        )
        .order_by("id")
        .values_list("plan_id", "plan__title", "duty")[:MOST_WAITING]
    ),
    UUID, UUID,
)  # fmt: skip


def _seats(rows: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(
            _("A seat is offered to you in “%(name)s”") % {"name": title}, reverse("plans:seats", args=[plan]), "user-plus",
            Duty(duty).label,
        )
        for plan, title, duty in rows
    ]  # fmt: skip
