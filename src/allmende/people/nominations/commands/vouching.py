"""Speaking up: vouching, raising a concern, taking it back; enough of it calls the curators."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.foundation import clock
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.nominations.activities import ConcernRaised, NominationReady, VoiceTakenBack, Vouched
from allmende.people.nominations.commands.steps import call_curators, held, note, tell
from allmende.people.nominations.models import Nomination, Stance, State, StepKind, Tie, Voice
from allmende.people.nominations.rules import may_speak, may_take_back

LONGEST_WORD = 2000


@transaction.atomic
def vouch(actor: Actor, nomination: Nomination, *, text: str = "", tie: Tie = Tie.WEAK) -> Nomination:
    """Vouch for a nominee, once; said again it takes the place of what was said before."""
    return _speak(actor, nomination, Stance.VOUCH, text, tie)


@transaction.atomic
def raise_concern(actor: Actor, nomination: Nomination, *, text: str) -> Nomination:
    """Raise a concern, with a reason: read by the curators and by whoever raised it. Raises Refused (422) without a reason."""
    if not text.strip():
        raise Refused(_("Say what concerns you: the curators need it."), 422, errors={"text": _("Your reason.")})
    return _speak(actor, nomination, Stance.CONCERN, text, Tie.WEAK)


def _speak(actor: Actor, nomination: Nomination, stance: Stance, text: str, tie: Tie) -> Nomination:
    text = clean_text(text).strip()
    if len(text) > LONGEST_WORD:
        raise Refused(_("At most 2,000 characters."), 422, errors={"text": _("At most 2,000 characters.")})
    nomination = held(nomination.id)
    outdate()
    require(may_speak(actor, nomination))
    before = Voice.objects.filter(nomination=nomination, actor=actor).values_list("stance", flat=True).first()
    Voice.objects.update_or_create(
        nomination=nomination, actor=actor, defaults={"stance": stance, "text": text, "tie": tie, "at": clock.now()}
    )
    _count(nomination)
    if before != stance:
        tell(Vouched if stance == Stance.VOUCH else ConcernRaised, actor, nomination)
    if nomination.has_enough:
        _call_for_decision(actor, nomination)
    return nomination


@transaction.atomic
def pass_by(actor: Actor, nomination: Nomination) -> None:
    """Say that one would rather not speak when asked to vouch: nobody is told, and nobody asks again. Raises Refused: 403, 409, 410."""
    nomination = held(nomination.id)
    require(may_speak(actor, nomination))
    asked = Voice.objects.filter(nomination=nomination, actor=actor, stance=Stance.ASKED)
    if not asked.update(stance=Stance.PASSED, at=clock.now()):
        raise Refused(_("You have answered this already."), 409)


@transaction.atomic
def take_back(actor: Actor, nomination: Nomination) -> Nomination:
    """Take back what one said, while it is open."""
    nomination = held(nomination.id)
    require(may_take_back(actor, nomination))
    Voice.objects.filter(nomination=nomination, actor=actor).delete()
    _count(nomination)
    tell(VoiceTakenBack, actor, nomination)
    return nomination


def _count(nomination: Nomination) -> None:
    stances = list(Voice.objects.filter(nomination=nomination).values_list("stance", flat=True))
    nomination.vouches, nomination.concerns = stances.count(Stance.VOUCH), stances.count(Stance.CONCERN)
    nomination.save(update_fields=["vouches", "concerns"])


def _call_for_decision(actor: Actor, nomination: Nomination) -> None:
    nomination.state, nomination.waits_since = State.REVIEW, clock.new_id()
    nomination.save(update_fields=["state", "waits_since"])
    note(nomination, StepKind.ENOUGH, None)
    tell(NominationReady, actor, nomination)
    call_curators(nomination)
