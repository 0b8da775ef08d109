"""The circles of a call that phases open something to: its jury, its shortlist, whoever is invited.

One small question each; until somebody is named, picked or invited there is nobody in them.
"""

from __future__ import annotations

from allmende.commons.authorship.queries import made_by
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.calls.models import Call, Contribution, ContributionState, PartKind, Shortlisted
from allmende.rooms.calls.rules.invited import has_accepted
from allmende.rooms.calls.rules.people import has_part


def is_on_jury(reader: Reader, call: Call) -> bool:
    """Whether the reader sits on the jury."""
    return has_part(reader, call, PartKind.JURY)


def is_on_shortlist(reader: Reader, call: Call) -> bool:
    """Whether something that the reader made, alone or with others, is on the announced shortlist."""
    if reader.is_guest or not isinstance(reader, Actor):
        return False
    handed_in = Contribution.objects.filter(call=call, state=ContributionState.SUBMITTED)
    listed = handed_in.filter(shortlisted__shortlist__announced__isnull=False)
    return bool(listed.filter(made_by(reader.id)).exists())


def is_shortlisted(contribution: Contribution) -> bool:
    """Whether a contribution is on the announced shortlist."""
    rows = Shortlisted.objects.filter(contribution=contribution.pk, shortlist__announced__isnull=False)
    return rows.exists()


def is_invited(reader: Reader, call: Call) -> bool:
    """Whether the reader has accepted an invitation to the call."""
    return bool(has_accepted(reader, call))
