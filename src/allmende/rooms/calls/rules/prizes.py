"""Who says what there is to win, and who reads how much it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.queries import root_of
from allmende.commons.spaces.rules import is_member
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, PrizePlan
from allmende.rooms.calls.rules.people import can_see, is_host


@asked(_("change the prizes"))
def may_plan_prizes(reader: Reader, call: Call) -> Verdict:
    """Its hosts, until the outcome is told; what may still change then is `is_fixed`."""
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        allow_if(call.state != CallState.FINISHED, _("The outcome has been told: the prizes stand."), status=409),
    )


def is_fixed(call: Call) -> bool:
    """Whether people have handed in for these prizes already: from then on they only grow."""
    return call.contribution_count > 0


def sees_amounts(reader: Reader, call: Call, plan: PrizePlan) -> bool:
    """Whether the reader belongs to the layer that the money is told on."""
    if plan.shown_on >= Layer.PUBLIC:
        return True
    home = call.place if plan.shown_on <= Layer.TEAM else root_of(call.place)
    return bool(is_member(reader, home)) or bool(is_host(reader, call))
