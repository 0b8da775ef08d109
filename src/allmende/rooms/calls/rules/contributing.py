"""Who hands in, revises, takes back and talks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import has_work, is_member, is_open
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Act, Call, Contribution, ContributionState, PhaseKind, Who
from allmende.rooms.calls.rules.circles import is_shortlisted
from allmende.rooms.calls.rules.people import can_see, home_of, is_author, is_host, takes_part
from allmende.rooms.calls.rules.rights import has_signed
from allmende.rooms.calls.rules.times import is_open_for

AWARDED = _("It has won a prize: what was awarded stays. If something is wrong, ask the hosts to take the prize back.")

VOTED_ON = _("The vote has begun: what is voted on stays. Say in the discussion what has changed.")


@asked(_("hand in a contribution"))
def may_contribute(reader: Reader, call: Call) -> Verdict:
    """Begin and hand in a contribution: whoever takes part, while the phase is open for it; newcomers once they may work."""
    home = home_of(call)
    return first_denial(
        takes_part(reader, call),
        is_open_for(reader, call, Act.SUBMIT),
        has_signed(reader, call),
        has_work(reader, home) if is_member(reader, home) else ALLOWED,
    )


@asked(_("revise the contribution"))
def may_revise(reader: Reader, contribution: Contribution) -> Verdict:
    """Change one's own: a draft while contributions are taken, a submitted one while it may be revised."""
    call = contribution.call
    if contribution.state == ContributionState.UNSEEN:
        return _may_mend(reader, contribution)
    act = Act.REVISE if contribution.state == ContributionState.SUBMITTED else Act.SUBMIT
    return first_denial(
        can_see(reader, contribution),
        allow_if(is_author(reader, contribution), _("Only its author can change it.")),
        allow_if(contribution.state != ContributionState.WITHDRAWN, _("It has been withdrawn."), status=409),
        takes_part(reader, call),
        is_open_for(reader, call, act),
        _is_among_those_refined(contribution),
    )


def _may_mend(reader: Reader, contribution: Contribution) -> Verdict:
    """What is out of sight can be mended at any time, whatever phase is on."""
    return first_denial(
        can_see(reader, contribution),
        allow_if(is_author(reader, contribution), _("Only its author can change it.")),
        takes_part(reader, contribution.call),
    )


def _is_among_those_refined(contribution: Contribution) -> Verdict:
    """In a phase that is open to the shortlist, what isn't on it stays as it is, also where its author has something on it."""
    phase = contribution.call.now_on
    refines = phase is not None and phase.opens_to(Act.REVISE) == Who.SHORTLIST
    listed = not refines or is_shortlisted(contribution)
    return allow_if(listed, _("Now what is on the shortlist is refined; this one stays as it is."))


@asked(_("withdraw the contribution"))
def may_withdraw(reader: Reader, contribution: Contribution) -> Verdict:
    """Those who made it take it back, any of them, until the vote begins or it has won."""
    return first_denial(
        can_see(reader, contribution),
        allow_if(is_author(reader, contribution), _("Only its author can withdraw it.")),
        is_open(reader, contribution.call.place),
        allow_if(
            contribution.state in {ContributionState.SUBMITTED, ContributionState.HELD},
            _("It isn't handed in."),
            status=409,
        ),
        *_is_free(contribution),
    )


def _is_free(contribution: Contribution) -> tuple[Verdict, Verdict]:
    """Whether nothing holds what was handed in: no prize, no vote."""
    vote = contribution.call.phase(PhaseKind.VOTE)
    return (
        allow_if(not contribution.is_awarded, AWARDED, status=409),
        allow_if(vote is None or clock.now() < vote.opens, VOTED_ON, status=409),
    )


@asked(_("take the contribution out"))
def may_take_out(reader: Reader, contribution: Contribution) -> Verdict:
    """Its hosts take out what others handed in, with a reason, until the vote begins or it has won."""
    return first_denial(
        can_see(reader, contribution),
        is_host(reader, contribution.call),
        allow_if(not is_author(reader, contribution), _("It is yours: withdraw it as its author."), status=409),
        allow_if(contribution.state == ContributionState.SUBMITTED, _("It isn't handed in."), status=409),
        *_is_free(contribution),
    )


@asked(_("comment in the call"))
def may_comment(reader: Reader, thing: Thing, call: Call) -> Verdict:
    """Say something on a call or on a contribution to it: members, while the phase is open for it."""
    return first_denial(can_see(reader, thing), takes_part(reader, call), is_open_for(reader, call, Act.COMMENT))
