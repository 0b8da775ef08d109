"""How a community protects the young, and which adults work with them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.activities import ProtectionSet, VettingEnded, VettingNoted
from allmende.commons.consent.models import Evidence, Protection, Vetting
from allmende.commons.consent.rules import may_change_protection, may_note_vetting
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor

LONGEST_VETTING = 5
"""Years: evidence grows old."""


@transaction.atomic
def change_protection(actor: Actor, space: Space, *, asks_birth_date: bool, requires_vetting: bool) -> Protection:
    """Set what a community asks beyond what always protects the young."""
    root = space.root or space
    require(may_change_protection(actor, root))
    changed = {"asks_birth_date": asks_birth_date, "requires_vetting": requires_vetting}
    protection, _new = Protection.objects.update_or_create(space=root, defaults=changed)
    record(ProtectionSet(actor=actor.id, thing=root.id, space=root.id, audience=root.audience_id))
    return protection


@transaction.atomic
def note_vetting(actor: Actor, person: Actor, space: Space, evidence: Evidence, until: date) -> Vetting:
    """Note that one has looked at an adult's evidence, and until when it is good; earlier notes end.

    Raises Refused: 403/409 may not, 422 for a day in the past or more than five years ahead.
    """
    root = space.root or space
    require(may_note_vetting(actor, person, root))
    today = clock.now().date()
    if not today <= until <= today.replace(year=today.year + LONGEST_VETTING, day=min(today.day, 28)):
        wrong = _("Choose a day from today on, five years ahead at most.")
        raise Refused(wrong, 422, errors={"until": wrong})
    Vetting.objects.filter(space=root, actor=person, ended=None).update(ended=clock.now())
    vetting = Vetting.objects.create(space=root, actor=person, evidence=evidence, vetted_by=actor, until=until)
    record(VettingNoted(actor=actor.id, space=root.id, person=person.id, evidence=str(evidence)))
    return vetting


@transaction.atomic
def end_vetting(actor: Actor, person: Actor, space: Space) -> None:
    """Let a vetting note hold no longer. Raises Refused (409) where there is none."""
    root = space.root or space
    require(may_change_protection(actor, root))
    if not Vetting.objects.filter(space=root, actor=person, ended=None).update(ended=clock.now()):
        raise Refused(_("There is no vetting note that holds."), 409)
    record(VettingEnded(actor=actor.id, space=root.id, person=person.id))
