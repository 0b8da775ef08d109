"""Who brings ideas into a call from a table, and takes them out again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import is_open
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, PhaseKind
from allmende.rooms.calls.models.ideas import IdeaImport
from allmende.rooms.calls.rules.people import can_see, is_host


@asked(_("bring ideas in from a table"))
def may_bring_ideas(reader: Reader, call: Call) -> Verdict:
    """Bring ideas in: the call's hosts, once it is open and until the vote begins, so that what is voted on stands."""
    vote = call.phase(PhaseKind.VOTE)
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        is_open(reader, call.place),
        allow_if(call.state != CallState.DRAFT, _("Publish the call first: then its ideas have a place."), status=409),
        allow_if(call.state == CallState.OPEN, _("The call has ended; what was handed in stands."), status=409),
        allow_if(
            vote is None or clock.now() < vote.opens, _("The vote has begun: what is voted on stays."), status=409
        ),
    )


def may_undo_ideas(reader: Reader, row: IdeaImport) -> Verdict:
    """Take back what an import brought: as long as ideas may come in, for thirty days."""
    return first_denial(
        may_bring_ideas(reader, row.call),
        allow_if(row.undone is None, _("This has been undone already."), status=409),
        allow_if(clock.now() <= row.until, _("The thirty days in which it could be undone are over."), status=410),
    )
