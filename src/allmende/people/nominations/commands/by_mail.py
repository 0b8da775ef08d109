"""Vouching by mail, for whoever was asked to."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from allmende.foundation.mail.choosing import NO, YES, Choices
from allmende.identity.actors.models import Actor
from allmende.people.nominations.commands.steps import VOUCH as VOUCH
from allmende.people.nominations.commands.vouching import pass_by, vouch
from allmende.people.nominations.models import Nomination, Stance, Voice
from allmende.people.nominations.rules import may_speak

ACCEPT = 1


def vouch_choices(actor: UUID, nomination: UUID) -> Choices | None:
    """What someone can answer who was asked to vouch; None once they have, and when its time is over."""
    rows = Voice.objects.filter(nomination=nomination, actor=actor, stance=Stance.ASKED)
    asked = rows.select_related("nomination__place__root", "actor").first()
    if asked is None or not may_speak(asked.actor, asked.nomination):
        return None
    question = _("Do you vouch for %(name)s?") % {"name": asked.nomination.name}
    return Choices(question, (_("Yes, I vouch for them"), _("Rather not")), (YES, NO))


def vouch_by_mail(actor: UUID, nomination: UUID, chosen: tuple[int, ...]) -> str:
    """Vouch, or pass it by, once; return what was said. Raises Refused as the commands do."""
    person, asked = Actor.objects.get(id=actor), Nomination.objects.get(id=nomination)
    if chosen == (ACCEPT,):
        vouch(person, asked)
        return _("You vouch for %(name)s. On the page you can add why, or take it back while it is open.") % {
            "name": asked.name
        }
    pass_by(person, asked)
    return _("You would rather not say. Nobody is told, and nobody asks you again.")
