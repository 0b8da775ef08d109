"""The seats of a plan: offered to somebody, taken or declined, and left."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.queries import reach_of
from allmende.commons.duties.models import Duty
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.activities import SeatLeft, SeatOffered, SeatTaken
from allmende.rooms.plans.commands.planning import held
from allmende.rooms.plans.models import Plan, Seat, Side
from allmende.rooms.plans.rules import may_change_plan, may_leave_seat, may_take_seat


@transaction.atomic
def offer_seat(actor: Actor, plan: Plan, side: str, duty: str, person: Actor) -> Seat:
    """Offer an empty seat to somebody who sees the plan; one's own offer to oneself is taken at once.

    Raises Refused: 403 may not, 404 no such seat, 409 the seat is not empty, or they don't see the plan.
    """
    plan = held(plan)
    require(may_change_plan(actor, plan))
    if side not in set(Side) or duty not in set(Duty):
        raise Refused(_("There is no such seat."), 404)
    if plan.audience_id not in reach_of(person):
        raise Refused(_("%(name)s doesn't see this plan. First take them into its space.") % {"name": person.name}, 409)
    seat, is_new = Seat.objects.get_or_create(
        plan=plan, side=side, duty=duty, defaults={"person": person, "is_taken": person.id == actor.id}
    )
    if not is_new:
        raise Refused(_("This seat is no longer empty."), 409)
    done = SeatTaken if seat.is_taken else SeatOffered
    record(done(**_where(actor, plan), member=person.id, side=str(side), duty=str(duty)))
    return seat


@transaction.atomic
def take_seat(actor: Actor, seat: Seat) -> Seat:
    """Take a seat that one is offered. Raises Refused: 403 it is not offered to one, 409 the plan is done."""
    plan, seat = _held_seat(seat)
    require(may_take_seat(actor, seat, plan))
    if not seat.is_taken:
        seat.is_taken, seat.since = True, clock.now()
        seat.save(update_fields=["is_taken", "since"])
        record(SeatTaken(**_where(actor, plan), member=seat.person_id, side=seat.side, duty=seat.duty))
    return seat


@transaction.atomic
def leave_seat(actor: Actor, seat: Seat) -> None:
    """Decline or leave a seat, or take the offer of it back: then it is empty and shows. Raises Refused (403, 404, 409)."""
    plan, seat = _held_seat(seat)
    require(may_leave_seat(actor, seat, plan))
    seat.delete()
    record(SeatLeft(**_where(actor, plan), member=seat.person_id, side=seat.side, duty=seat.duty))


def _held_seat(seat: Seat) -> tuple[Plan, Seat]:
    plan = held(seat.plan_id)
    found = Seat.objects.select_for_update(of=("self",)).filter(id=seat.id).first()
    if found is None:
        raise Refused(_("This seat is empty."), 404)
    return plan, found


def _where(actor: Actor, plan: Plan) -> dict[str, Any]:
    return {"actor": actor.id, "thing": plan.id, "space": plan.space_id, "audience": plan.audience_id}
