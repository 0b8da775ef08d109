"""Who gives the prizes, and who gets which part of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.queries import WHOLE, Share, shares_of
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Award, Call, CallState, PartKind, PhaseKind, PrizeKind
from allmende.rooms.calls.rules.people import can_see, has_part, is_host, sees_behind

BY_RULE = frozenset({PrizeKind.COMMUNITY, PrizeKind.FIXED, PrizeKind.REFINING})
"""Prizes that nobody chooses: the vote, the invitation or the shortlist has said who gets them."""


@asked(_("award the prizes"))
def may_award(reader: Reader, call: Call) -> Verdict:
    """Its hosts, once nothing can be handed in any more."""
    return first_denial(can_see(reader, call), is_host(reader, call), *_can_be_awarded(call))


def _can_be_awarded(call: Call) -> tuple[Verdict, Verdict]:
    is_over = call.state != CallState.DRAFT and call.is_past(PhaseKind.SUBMIT)
    return (
        allow_if(call.prize_count, _("There is nothing to win here."), status=409),
        allow_if(is_over, _("First the time for handing in ends."), status=409),
    )


@asked(_("choose who gets a prize"))
def may_choose_winners(reader: Reader, call: Call) -> Verdict:
    """Whoever awards the prizes; and its clients, for what is the client's choice."""
    host = may_award(reader, call)
    if host or not has_part(reader, call, PartKind.CLIENT):
        return host
    return first_denial(can_see(reader, call), *_can_be_awarded(call))


@asked(_("take back a prize"))
def may_take_back_prize(reader: Reader, call: Call) -> Verdict:
    """Its hosts, with a reason that everyone reads."""
    return first_denial(can_see(reader, call), is_host(reader, call))


def may_read_deed_of(reader: Reader, award: Award) -> Verdict:
    """Whoever got a part of the award, and the other side: hosts and clients of its call."""
    got = not reader.is_guest and any(share.actor_id == reader.id for share in award.shares.all())
    return allow_if(got or sees_behind(reader, award.call), _("There is nothing here for you."), status=404)


@dataclass(frozen=True)
class Split:
    """Who gets which share of what is won."""

    shares: tuple[Share, ...]

    @property
    def waits_for(self) -> tuple[UUID, ...]:
        """Who has yet to agree to it."""
        return tuple(share.actor for share in self.shares if not share.confirmed)

    @property
    def is_ready(self) -> bool:
        """Whether everyone agreed, and nothing is left over."""
        return not self.waits_for and sum(share.hundredths for share in self.shares) == WHOLE


def all_to(person: UUID) -> Split:
    """The split of what goes to one person."""
    return Split((Share(person, WHOLE, confirmed=True),))


def splits_of(contributions: Iterable[UUID]) -> dict[UUID, Split]:
    """Return the split of each contribution as its authors have agreed, or are yet to agree to."""
    return {key: Split(tuple(shares)) for key, shares in shares_of(contributions).items()}
