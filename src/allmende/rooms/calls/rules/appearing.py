"""Who says who is to be seen or heard in a contribution, who reads it, and who brings back what is out of sight."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.models import Appearance
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Contribution, ContributionState
from allmende.rooms.calls.rules.contributing import may_revise
from allmende.rooms.calls.rules.people import can_see, is_author, is_host


@asked(_("say who is to be seen or heard"))
def may_name_people(reader: Reader, contribution: Contribution) -> Verdict:
    """Those who make it, while it may be written; of what waits with the hosts too."""
    held = contribution.state == ContributionState.HELD and is_author(reader, contribution)
    return can_see(reader, contribution) if held else may_revise(reader, contribution)


@asked(_("read who is to be seen or heard"))
def may_read_consents(reader: Reader, contribution: Contribution) -> Verdict:
    """Those who make it, and the hosts of its call; of a draft those who make it alone."""
    if is_author(reader, contribution):
        return can_see(reader, contribution)
    return first_denial(can_see(reader, contribution), is_host(reader, contribution.call))


def may_answer_for(reader: Reader, contribution: Contribution, one: Appearance) -> Verdict:
    """Agree, or take it back at any time: whoever it is about."""
    return first_denial(
        can_see(reader, contribution),
        allow_if(reader.id is not None and one.person_id == reader.id, _("Only the person concerned answers this.")),
    )


def may_withdraw_consent(reader: Reader, contribution: Contribution, one: Appearance) -> Verdict:
    """At any time: the person concerned; and those who make it and the hosts, who were told so by whoever has no account."""
    own = may_answer_for(reader, contribution, one)
    return ALLOWED if own else may_read_consents(reader, contribution)


@asked(_("hand it in again"))
def may_hand_in_again(reader: Reader, contribution: Contribution) -> Verdict:
    """Those who make it, while it is out of sight; also after the time for handing in."""
    return first_denial(
        can_see(reader, contribution),
        allow_if(is_author(reader, contribution), _("Only its author can change it.")),
        allow_if(contribution.state == ContributionState.UNSEEN, _("It isn't out of sight."), status=409),
    )
