"""Who invites to a call, and who answers."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import is_open
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Denied, Remedy, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, Invitation, InvitationState
from allmende.rooms.calls.rules.people import can_see, is_host, sees_behind
from allmende.rooms.calls.rules.times import instant


@asked(_("invite to the call"))
def may_invite(reader: Reader, call: Call) -> Verdict:
    """Its hosts, while a call by invitation is open."""
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        allow_if(call.by_invitation, _("This call isn't by invitation: whoever sees it takes part."), status=409),
        allow_if(call.state == CallState.OPEN, _("Invitations go out while the call is open."), status=409),
    )


@asked(_("see who is invited"))
def may_see_invitations(reader: Reader, call: Call) -> Verdict:
    """Its hosts, and its client."""
    return first_denial(
        can_see(reader, call), allow_if(sees_behind(reader, call), _("Only hosts and curators can do this."))
    )


def may_answer_invitation(reader: Reader, call: Call, invitation: Invitation) -> Verdict:
    """Whoever is invited, once, until the day that the invitation says; who declines needn't have signed for the brief."""
    late = invitation.answer_by
    over = _("The invitation could be answered until %(at)s.") % {"at": instant(late)} if late else ""
    return first_denial(
        allow_if(
            reader.id == invitation.actor_id and invitation.state != InvitationState.WITHDRAWN,
            _("This isn't here."),
            status=404,
        ),
        is_open(reader, call.place),
        allow_if(invitation.state == InvitationState.INVITED, _("This invitation has been answered already."), status=409),
        allow_if(late is None or clock.now() < late, over, status=410),
    )  # fmt: skip


def may_accept_invitation(reader: Reader, call: Call, invitation: Invitation) -> Verdict:
    """The same, once they have signed what the brief asks for."""
    where = Remedy(_("Read and sign"), reverse("calls:signature", args=[call.slug]))
    unsigned = Denied(_("Sign first: then you read the brief, and say whether you take part."), where)
    return first_denial(may_answer_invitation(reader, call, invitation), ALLOWED if can_see(reader, call) else unsigned)


def may_withdraw_invitation(reader: Reader, call: Call, invitation: Invitation) -> Verdict:
    """Its hosts, until it is accepted."""
    accepted = _("It has been accepted: talk to each other first.")
    return first_denial(
        may_invite(reader, call), allow_if(invitation.state != InvitationState.ACCEPTED, accepted, status=409)
    )
