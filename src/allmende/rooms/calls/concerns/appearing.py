"""Whom it concerns when a contribution is out of sight: who made it, the hosts, and those who voted, without a look at any ballot."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.queries import shares_of
from allmende.commons.ballots.models import Voter
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN
from allmende.rooms.calls.activities import BallotBecameShorter, ContributionOutOfSight
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.queries.concerned import hosts_of

UNSEEN = reason(
    "calls.unseen", _("{thing} is out of sight: somebody in it agrees no longer. Cut, replace, or ask anew"), ASK
)
SHORTER = reason(
    "calls.ballot_shorter",
    _("Something on the ballot of {thing} is out of sight. Your other choices count, and you can still change them"),
    OWN, page="calls:vote",
)  # fmt: skip


@concerns(ContributionOutOfSight)
def of_out_of_sight(entry: Entry) -> Iterator[Concern]:
    """Everyone who made it, and the hosts of its call."""
    for shares in shares_of([entry.thing] if entry.thing else []).values():
        yield from (Concern(share.actor, UNSEEN) for share in shares)
    call = Contribution.objects.filter(id=entry.thing).values_list("call_id", flat=True).first()
    yield from (Concern(host, UNSEEN) for host in (hosts_of(call) if call else ()))


@concerns(BallotBecameShorter)
def of_a_ballot(entry: Entry) -> Iterator[Concern]:
    """All who voted: what is on whose ballot is nobody's to know."""
    voters = Voter.objects.filter(box=entry.thing).order_by("actor_id").values_list("actor_id", flat=True)
    yield from (Concern(voter, SHORTER) for voter in voters)
