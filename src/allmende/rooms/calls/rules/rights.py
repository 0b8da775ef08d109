"""What has to be signed before one takes part, and who says under which terms."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.models import Terms
from allmende.commons.agreements.queries import owed_by, rights_of, terms_of, unsigned_for
from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.rules import is_open, is_signed_in
from allmende.commons.spaces.rules import takes_part as takes_part_in
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Denied, Remedy, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.calls.models import (
    Call,
    CallState,
    Contribution,
    ContributionState,
    InvitationState,
    PhaseKind,
    Teaser,
)
from allmende.rooms.calls.rules.holding import may_change_call
from allmende.rooms.calls.rules.invited import invitation_of
from allmende.rooms.calls.rules.inviting import may_answer_invitation
from allmende.rooms.calls.rules.people import can_see, home_of, is_asked, is_host


def has_signed(reader: Reader, call: Call) -> Verdict:
    """Whoever takes part has signed what the call asks for; its hosts are the other side. No statement where it asks for nothing."""
    if not unsigned_for(reader, call) or is_host(reader, call):
        return ALLOWED
    remedy = Remedy(_("Read and sign"), reverse("calls:signature", args=[call.slug]))
    return Denied(_("This call asks you to sign an agreement first."), remedy)


@asked(_("sign for the call"))
def may_sign_for(reader: Reader, call: Call, teaser: Teaser | None) -> Verdict:
    """Members of where it is held who see the call, or what everyone may know of it."""
    return first_denial(
        can_see(reader, teaser or call),
        is_signed_in(reader),
        is_open(reader, call.place),
        takes_part_in(reader, home_of(call), Layer.TEAM),
        _is_expected(reader, call),
        allow_if(call.state != CallState.DRAFT, _("The call is not published yet."), status=409),
    )


def _is_expected(reader: Reader, call: Call) -> Verdict:
    """Of a call by invitation: its own people, who accepted, and who can still answer."""
    if not call.by_invitation or is_asked(reader, call):
        return ALLOWED
    invitation = invitation_of(reader, call)
    if invitation is None or invitation.state != InvitationState.INVITED:
        return Denied(_("This call is by invitation."), status=404)
    return may_answer_invitation(reader, call, invitation)


@asked(_("set the rights of the call"))
def may_set_rights(reader: Reader, call: Call) -> Verdict:
    """Its hosts: what is signed until it is published, the licence until its time to contribute is over."""
    submit = call.phase(PhaseKind.SUBMIT)
    over = call.state != CallState.DRAFT and submit is not None and submit.is_over()
    return first_denial(
        may_change_call(reader, call),
        allow_if(not over, _("The time for handing in is over: the licence stands."), status=409),
    )


@asked(_("see who signed"))
def may_see_signatures(reader: Reader, call: Call) -> Verdict:
    """Its hosts, the other side of what was signed."""
    return first_denial(can_see(reader, call), is_host(reader, call))


@asked(_("agree to the new licence"))
def may_agree_anew(reader: Reader, contribution: Contribution) -> Verdict:
    """Each of those who made a contribution, while newer terms hold for the call than for it."""
    newer = offered(contribution)
    return first_denial(
        can_see(reader, contribution),
        is_signed_in(reader),
        allow_if(newer, _("No other licence is offered for it."), status=409),
        allow_if(
            newer and isinstance(reader, Actor) and reader.id in owed_by(contribution.id, newer),
            _("Only those who made it agree to this, each once."),
        ),
    )


def offered(contribution: Contribution) -> Terms | None:
    """The newer terms that those who made a contribution are asked to agree to, if there are any."""
    held, rights = terms_of(contribution), rights_of(contribution.call)
    newer = rights.terms if rights else None
    if held is None or newer is None or contribution.state != ContributionState.SUBMITTED:
        return None
    return newer if newer.number > held.number else None
