"""Who takes a seat, and who empties one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.plans.models import Plan, Seat
from allmende.rooms.plans.rules.planning import is_at_work, may_change_plan, sees


def may_take_seat(reader: Reader, seat: Seat, plan: Plan) -> Verdict:
    """Whoever it is offered to."""
    return first_denial(
        sees(reader, plan),
        is_signed_in(reader),
        allow_if(reader.id == seat.person_id, _("This seat is offered to somebody else.")),
        is_at_work(plan),
    )


def may_leave_seat(reader: Reader, seat: Seat, plan: Plan) -> Verdict:
    """Whoever has it or is offered it, and whoever looks after the plan."""
    mine = not reader.is_guest and reader.id == seat.person_id
    return first_denial(sees(reader, plan), ALLOWED if mine else may_change_plan(reader, plan), is_at_work(plan))
