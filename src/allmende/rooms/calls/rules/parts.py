"""Who says who has which part in a call, and who gives one back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import is_open
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, Part
from allmende.rooms.calls.rules.people import can_see, is_host


@asked(_("say who has a part in the call"))
def may_give_part(reader: Reader, call: Call) -> Verdict:
    """Its hosts, as long as its outcome has not been told."""
    over = _("The outcome has been told: who took part stands.")
    return first_denial(
        can_see(reader, call), is_host(reader, call), allow_if(call.state != CallState.FINISHED, over, status=409)
    )


def may_end_part(reader: Reader, call: Call, part: Part) -> Verdict:
    """Its hosts take a part away; whoever has it gives it back at any time."""
    if reader.id == part.actor_id:
        return first_denial(can_see(reader, call), is_open(reader, call.place))
    return may_give_part(reader, call)
