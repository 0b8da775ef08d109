"""Endorsing a skill: offered in a sentence, shown with the other's yes, taken back by either."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.profiles.activities import EndorsementAccepted, EndorsementWithdrawn, SkillEndorsed
from allmende.people.profiles.models import Detail, Endorsement
from allmende.people.profiles.rules import may_accept_endorsement, may_endorse, may_withdraw_endorsement
from allmende.people.trust.commands import tie, untie
from allmende.people.trust.models import TieKind


@transaction.atomic
def endorse(actor: Actor, detail: Detail, root: Space, sentence: str) -> Endorsement:
    """Say in a sentence that someone can do what they say. Raises Refused (422) without a sentence."""
    detail = Detail.objects.select_for_update(no_key=True, of=("self",)).select_related("actor").get(id=detail.id)
    require(may_endorse(actor, detail, root))
    sentence = clean_line(sentence)
    if not 10 <= len(sentence) <= 280:
        said = _("Say in a sentence of 10 to 280 characters where you saw it.")
        raise Refused(said, 422, errors={"sentence": said})
    made = Endorsement.objects.create(detail=detail, by=actor, sentence=sentence)
    record(SkillEndorsed(actor=actor.id, space=root.id, person=detail.actor_id, endorsement=made.id))
    return made


@transaction.atomic
def accept_endorsement(actor: Actor, endorsement: Endorsement) -> Endorsement:
    """Let an endorsement show; from then on it ties the two."""
    endorsement = _held(endorsement)
    require(may_accept_endorsement(actor, endorsement))
    endorsement.accepted = clock.now()
    endorsement.save(update_fields=["accepted"])
    tie(endorsement.by, endorsement.detail.actor, TieKind.ENDORSED)
    record(EndorsementAccepted(actor=actor.id, by=endorsement.by_id, endorsement=endorsement.id))
    return endorsement


@transaction.atomic
def withdraw_endorsement(actor: Actor, endorsement: Endorsement) -> None:
    """Take an endorsement back, whether or not it shows; with the last one the tie is gone."""
    endorsement = _held(endorsement)
    require(may_withdraw_endorsement(actor, endorsement))
    by, whose = endorsement.by, endorsement.detail.actor
    endorsement.delete()
    if not Endorsement.objects.filter(by=by, detail__actor=whose).exclude(accepted=None).exists():
        untie(by, whose, TieKind.ENDORSED)
    record(EndorsementWithdrawn(actor=actor.id, person=whose.id, by=by.id))


def _held(endorsement: Endorsement) -> Endorsement:
    rows = Endorsement.objects.select_for_update(of=("self",)).select_related("by", "detail__actor")
    found = rows.filter(id=endorsement.id).first()
    if found is None:
        raise Refused(_("This endorsement was taken back."), 409)
    return found
