"""Who votes, and who may know how it goes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.ballots.queries import has_voted
from allmende.commons.spaces.models import Membership
from allmende.commons.spaces.rules import has_say
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.composed import Composed
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.calls.models import Act, Call, PhaseKind
from allmende.rooms.calls.rules.people import can_see, home_of, sees_behind, takes_part
from allmende.rooms.calls.rules.times import instant, is_open_for


@asked(_("vote"))
def may_vote(reader: Reader, call: Call) -> Verdict:
    """Vote once, and change it while the vote is open: those who belonged before it began."""
    denial = first_denial(takes_part(reader, call), is_open_for(reader, call, Act.VOTE), has_say(reader, home_of(call)))
    if not denial or not isinstance(reader, Actor):
        return denial
    vote = call.phase(PhaseKind.VOTE)
    began = vote.opens if vote else clock.now()
    return allow_if(
        _joined(home_of(call).id, reader.id, began),
        _("Those vote who were members when the vote began, on %(at)s.") % {"at": instant(began)},
    )


_joined = Composed(
    lambda space, actor, by: Membership.objects.filter(space=space, actor=actor, joined__lte=by).values_list("role"),
    UUID, UUID, datetime,
)  # fmt: skip


@asked(_("see the result"))
def may_see_result(reader: Reader, call: Call) -> Verdict:
    """Everyone who sees the call, unless its phase keeps results closed: then its hosts and client."""
    is_shown = ALLOWED if call.last_begun is None else is_open_for(reader, call, Act.RESULTS)
    return first_denial(can_see(reader, call), is_shown if is_shown or not sees_behind(reader, call) else ALLOWED)


def sees_support(reader: Reader, call: Call) -> bool:
    """Whether the reader may know how many voted so far: only after voting, so that nobody is swayed."""
    box = getattr(call, "box", None)
    return box is not None and (box.sealed is not None or has_voted(reader, box))
