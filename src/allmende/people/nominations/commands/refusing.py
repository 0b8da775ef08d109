"""Turning an invitation down, in words or without any."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor, Reader
from allmende.people.nominations.activities import InvitationRefused
from allmende.people.nominations.commands.steps import held, note, tell
from allmende.people.nominations.models import Invitation, Nomination, State, StepKind
from allmende.people.nominations.rules import may_refuse

LONGEST_WORDS = 1000


@transaction.atomic
def refuse(reader: Reader, invitation: Invitation, words: str = "") -> Nomination:
    """Turn an invitation down: whoever holds its link. It is used up by that, the place is free again, the address forgotten.

    The words go to whoever nominated and to the curators. Raises Refused (410) for an invitation that is over, (422) for too many words.
    """
    words = clean_text(words).strip()
    if len(words) > LONGEST_WORDS:
        raise Refused(_("At most 1,000 characters."), 422, errors={"words": _("At most 1,000 characters.")})
    nomination = held(invitation.nomination_id)
    now = Invitation.objects.select_related("nomination__place").get(id=invitation.id)
    require(may_refuse(reader, now))
    actor = reader if isinstance(reader, Actor) else None
    now.used, now.used_by, now.code_for, now.code_digest = clock.now(), actor, None, ""
    now.save(update_fields=["used", "used_by", "code_for", "code_digest"])
    nomination.state, nomination.admitted = State.REFUSED, None
    nomination.email = nomination.address = nomination.base = ""
    nomination.save(update_fields=["state", "admitted", "email", "address", "base"])
    note(nomination, StepKind.REFUSED, None, words)
    tell(InvitationRefused, system(), nomination)
    return nomination
