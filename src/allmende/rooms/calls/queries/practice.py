"""What lies in a practice call, in numbers, before it is ended."""

from __future__ import annotations

from django.utils.translation import ngettext

from allmende.commons.ballots.models import Ballot, Voter
from allmende.commons.threads.models import Comment
from allmende.rooms.calls.models import Call, ContributionState


def what_goes(call: Call) -> list[str]:
    """Say in numbers what goes into the bin with a practice call; four statements."""
    submitted = call.contributions.filter(state=ContributionState.SUBMITTED)
    entries = submitted.count()
    comments = Comment.objects.filter(thread__thing__in=[call.id, *submitted.values_list("id", flat=True)]).count()
    ballots = max(Ballot.objects.filter(box=call.id).count(), Voter.objects.filter(box=call.id).count())
    lines = (
        (ngettext("%(n)d contribution", "%(n)d contributions", entries), entries),
        (ngettext("%(n)d comment", "%(n)d comments", comments), comments),
        (ngettext("%(n)d ballot", "%(n)d ballots", ballots), ballots),
    )
    return [words % {"n": count} for words, count in lines if count]
