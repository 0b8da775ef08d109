"""What the curators decide: admit, put on the waiting list, decline; and the second look after an appeal."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.spaces.reach import hold
from allmende.foundation import clock
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.people.nominations.activities import DecisionAppealed, NomineeAdmitted, NomineeDeclined, NomineeListed
from allmende.people.nominations.commands.inviting import invite
from allmende.people.nominations.commands.steps import call_curators, held, mail_nominee, note, tell
from allmende.people.nominations.models import Nomination, State, StepKind
from allmende.people.nominations.queries.plan import places_left
from allmende.people.nominations.rules import can_be_appealed, may_appeal, may_decide

LONGEST_REASON = 2000


@transaction.atomic
def admit(actor: Actor, nomination: Nomination) -> Nomination:
    """Admit someone: the invitation goes out. When the month is full they go on the waiting list instead, at its end.

    Raises Refused (409) for someone on the list while the month is full.
    """
    nomination = _to_decide(actor, nomination)
    if places_left(nomination.place) == 0:
        if nomination.state == State.LISTED:
            raise Refused(_("This month is full. Change the plan, or wait until the next month."), 409)
        return _list(actor, nomination)
    return let_in(actor, nomination)


def let_in(actor: Actor, nomination: Nomination) -> Nomination:
    """Admit within the caller's transaction, the place held."""
    nomination.state, nomination.admitted, nomination.waits_since = State.ADMITTED, clock.now(), None
    nomination.save(update_fields=["state", "admitted", "waits_since"])
    note(nomination, StepKind.ADMITTED, actor)
    tell(NomineeAdmitted, actor, nomination)
    invite(nomination)
    return nomination


@transaction.atomic
def put_on_list(actor: Actor, nomination: Nomination) -> Nomination:
    """Put someone on the waiting list, at its end; they are told."""
    nomination = _to_decide(actor, nomination)
    if nomination.state == State.LISTED:
        raise Refused(_("They are on the waiting list already."), 409)
    return _list(actor, nomination)


@transaction.atomic
def decline(actor: Actor, nomination: Nomination, reason: str) -> Nomination:
    """Decline with a reason that the nominee and the nominator read; they may appeal once. Raises Refused (422) without a reason."""
    reason = _words(reason, _("Say why, and what would help: they read it."))
    nomination = _to_decide(actor, nomination)
    is_second = nomination.state == State.APPEALED
    nomination.state, nomination.waits_since = State.DECLINED, None
    nomination.save(update_fields=["state", "waits_since"])
    note(nomination, StepKind.UPHELD if is_second else StepKind.DECLINED, actor, reason)
    tell(NomineeDeclined, actor, nomination)
    mail_nominee(nomination, "declined", reason=reason, is_second=is_second)
    return nomination


@transaction.atomic
def appeal(actor: Actor | None, nomination: Nomination, text: str) -> Nomination:
    """Ask for a second look, with one's reasons; None is the nominee, come by the signed link in their mail."""
    text = _words(text, _("Say what was overlooked."))
    nomination = held(nomination.id)
    require(may_appeal(actor, nomination) if actor else can_be_appealed(nomination))
    nomination.state, nomination.waits_since = State.APPEALED, clock.new_id()
    nomination.save(update_fields=["state", "waits_since"])
    note(nomination, StepKind.APPEALED, actor, text)
    tell(DecisionAppealed, actor or system(), nomination)
    call_curators(nomination)
    return nomination


def _to_decide(actor: Actor, nomination: Nomination) -> Nomination:
    hold(nomination.place_id)
    outdate()
    nomination = held(nomination.id)
    require(may_decide(actor, nomination))
    return nomination


def _list(actor: Actor, nomination: Nomination) -> Nomination:
    nomination.state, nomination.waits_since = State.LISTED, clock.new_id()
    nomination.save(update_fields=["state", "waits_since"])
    note(nomination, StepKind.LISTED, actor)
    tell(NomineeListed, actor, nomination)
    mail_nominee(nomination, "listed")
    return nomination


def _words(text: str, missing: object) -> str:
    text = clean_text(text).strip()
    if not text:
        raise Refused(str(missing), 422, errors={"reason": str(missing)})
    if len(text) > LONGEST_REASON:
        raise Refused(_("At most 2,000 characters."), 422, errors={"reason": _("At most 2,000 characters.")})
    return text
