"""Whether somebody is invited to a call: asked of those calls alone that are by invitation."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.foundation.verdicts import Denied, Remedy, Verdict, allow_if
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Invitation, InvitationState


def invitation_of(reader: Reader, call: Call) -> Invitation | None:
    """Return a reader's own invitation; one statement, then kept on the call that the request has at hand."""
    if reader.is_guest or reader.id is None:
        return None
    name = f"_invitation_{reader.id}"
    if name not in call.__dict__:
        call.__dict__[name] = Invitation.objects.filter(call=call.id, actor=reader.id).first()
    found: Invitation | None = call.__dict__[name]
    return found


def has_accepted(reader: Reader, call: Call) -> Verdict:
    """Whoever accepted an invitation; who has yet to answer reads where."""
    invitation = invitation_of(reader, call)
    if invitation is not None and invitation.state == InvitationState.INVITED:
        where = Remedy(_("To the invitation"), reverse("calls:invitation", args=[call.slug]))
        return Denied(_("You are invited. Accept first, then take part."), where)
    accepted = invitation is not None and invitation.state == InvitationState.ACCEPTED
    return allow_if(accepted, _("This call is by invitation."))
