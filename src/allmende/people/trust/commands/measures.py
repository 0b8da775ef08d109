"""Warning, pausing, excluding, and looking at it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.duties.models import Duty
from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.commands.members import add_member
from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.reach import hold, recompile
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.mail.commands import post
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.commands import end_sessions
from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.people.trust.activities import (
    AppealRejected,
    ExclusionConfirmed,
    MeasureAppealed,
    MeasureLifted,
    MeasureTaken,
)
from allmende.people.trust.models import Appeal, Measure, MeasureKind, MeasureState
from allmende.people.trust.rules import (
    duties_of,
    may_appeal,
    may_confirm_exclusion,
    may_decide_appeal,
    may_propose_exclusion,
    may_take_measure,
    may_withdraw_measure,
)

LONGEST_PAUSE = 30
RIGHTS = ("has_say", "has_work", "has_share")


@transaction.atomic
def warn(actor: Actor, root: Space, member: Actor, reason: str) -> Measure:
    """Warn someone: they are told why, and nothing else changes. Raises Refused (403, 409, 422)."""
    require(may_take_measure(actor, root, member))
    return _take(actor, root, member, MeasureKind.WARNING, reason, Duty.COMMUNITY)


@transaction.atomic
def pause(actor: Actor, root: Space, member: Actor, reason: str, days: int) -> Measure:
    """Let someone take a break of up to thirty days: they read along and do nothing else. Raises Refused (403, 409, 422)."""
    require(may_take_measure(actor, root, member))
    if not 1 <= days <= LONGEST_PAUSE:
        raise Refused(_("A break lasts between one and thirty days."), 422, errors={"days": _("1 to 30.")})
    until = clock.now() + timedelta(days=days)
    measure = _take(actor, root, member, MeasureKind.PAUSE, reason, Duty.COMMUNITY, until=until)
    _pause_until(root, member, until)
    return measure


@transaction.atomic
def propose_exclusion(actor: Actor, root: Space, member: Actor, reason: str, duty: Duty) -> Measure:
    """Propose to exclude someone; nothing happens to them until a second person in another duty confirms it.

    Raises Refused: 403 who may not or doesn't serve that duty, 409 proposed already or the last to care, 422 without reason.
    """
    require(may_propose_exclusion(actor, root, member))
    if duty not in duties_of(actor, root):
        raise Refused(_("Choose a duty that you serve today."), 403)
    return _take(actor, root, member, MeasureKind.EXCLUSION, reason, duty, state=MeasureState.PROPOSED)


def _take(
    actor: Actor, root: Space, member: Actor, kind: MeasureKind, reason: str, duty: Duty, *,
    state: MeasureState = MeasureState.STANDS, until: Any = None,
) -> Measure:  # fmt: skip
    reason = clean_text(reason).strip()
    if not 10 <= len(reason) <= 1000:
        raise Refused(
            _("Give the reason in words that the person can understand, up to 1,000 characters."), 422,
            errors={"reason": _("Say what happened, and what you wish for.")},
        )  # fmt: skip
    try:
        with transaction.atomic():
            measure = Measure.objects.create(
                space=root, actor=member, kind=kind, state=state, reason=reason, proposed_by=actor, proposed_as=duty,
                until=until,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("This is proposed already, or stands."), 409) from error
    record(MeasureTaken(**_about(actor, measure), member=member.id, measure=measure.id, kind=str(kind)))
    if state == MeasureState.STANDS:
        _tell(measure)
    return measure


@transaction.atomic
def confirm_exclusion(actor: Actor, measure: Measure) -> Measure:
    """Confirm what another proposed: memberships and sessions end at once, and the person is told why and how to appeal.

    Raises Refused: 403 who may not (not oneself, not the first person, not the same duty), 409 decided already.
    """
    measure = _held(measure)
    require(may_confirm_exclusion(actor, measure))
    root, member = measure.space, measure.actor
    hold(root.id)
    duty = next(duty for duty in duties_of(actor, root) if duty != measure.proposed_as)
    here = Membership.objects.filter(actor=member, space__root=root) | Membership.objects.filter(
        actor=member, space=root
    )
    measure.places = [
        {"space": str(row.space_id), "role": row.role, **{right: getattr(row, right) for right in RIGHTS}}
        for row in here.order_by("joined", "id")
    ]
    measure.state, measure.confirmed_by, measure.confirmed_as = MeasureState.STANDS, actor, duty
    measure.confirmed = clock.now()
    measure.save()
    if measure.places:
        take_out(system(), root, member)
    for account in Account.objects.filter(actor=member):
        end_sessions(account)
    record(ExclusionConfirmed(**_about(actor, measure), member=member.id, measure=measure.id))
    _tell(measure)
    return measure


@transaction.atomic
def withdraw_measure(actor: Actor, measure: Measure) -> None:
    """Take a proposal, a warning or a break back. Raises Refused (403, 409)."""
    measure = _held(measure)
    require(may_withdraw_measure(actor, measure))
    _lift(actor, measure)


@transaction.atomic
def appeal(member: Actor, measure: Measure, text: str) -> Appeal:
    """Ask that a measure be looked at again by someone who had no part in it. Raises Refused (404, 409, 422)."""
    measure = _held(measure)
    require(may_appeal(member, measure))
    text = clean_text(text).strip()
    if not 10 <= len(text) <= 2000:
        raise Refused(_("Tell us how you see it, up to 2,000 characters."), 422, errors={"text": _("In your words.")})
    made = Appeal.objects.create(measure=measure, text=text)
    record(MeasureAppealed(**_about(member, measure), measure=measure.id))
    return made


@transaction.atomic
def decide_appeal(actor: Actor, measure: Measure, *, grants: bool, answer: str) -> Measure:
    """Lift a measure, or let it stand, with an answer in words. Raises Refused (403, 409, 422)."""
    measure = _held(measure)
    require(may_decide_appeal(actor, measure))
    answer = clean_text(answer).strip()
    if not 10 <= len(answer) <= 1000:
        raise Refused(_("Answer in words, up to 1,000 characters."), 422, errors={"answer": _("Say why.")})
    heard = measure.appeal
    heard.decided, heard.decided_by, heard.is_granted, heard.answer = clock.now(), actor, grants, answer
    heard.save()
    if grants:
        _lift(actor, measure)
    else:
        record(AppealRejected(**_about(actor, measure), member=measure.actor_id, measure=measure.id))
    _tell(measure)
    return measure


def _lift(actor: Actor, measure: Measure) -> None:
    was, measure.state = measure.state, MeasureState.OVER
    measure.ended, measure.ended_by = clock.now(), actor
    measure.save()
    if measure.kind == MeasureKind.PAUSE:
        _pause_until(measure.space, measure.actor, None)
    if measure.kind == MeasureKind.EXCLUSION and was == MeasureState.STANDS:
        _restore(measure)
    record(MeasureLifted(**_about(actor, measure), member=measure.actor_id, measure=measure.id))


def _restore(measure: Measure) -> None:
    """Let someone belong again to where they belonged, as what they were; spaces that are gone are left out."""
    hold(measure.space_id)
    spaces = Space.objects.in_bulk([place["space"] for place in measure.places])
    for place in measure.places:
        space = next((space for key, space in spaces.items() if str(key) == place["space"]), None)
        if space is not None:
            row = add_member(space, measure.actor, Role(place["role"]))
            Membership.objects.filter(id=row.id).update(**{right: place[right] for right in RIGHTS})
    outdate()
    recompile([measure.actor])


def _pause_until(root: Space, member: Actor, until: Any) -> None:
    Membership.objects.filter(space=root, actor=member).update(paused_until=until)
    outdate()


def _held(measure: Measure) -> Measure:
    """Return a measure as it is now, held until the transaction ends: two who decide at once take turns."""
    rows = Measure.objects.select_for_update(of=("self",)).select_related("space__root", "actor", "proposed_by")
    return rows.get(id=measure.id)


def _about(actor: Actor, measure: Measure) -> dict[str, Any]:
    space = measure.space
    return {"actor": actor.id, "thing": space.id, "space": space.id, "audience": space.audience_id}


def _tell(measure: Measure) -> None:
    """Write to the person what was decided, why, and how to appeal; who has no account is told by people."""
    address = Account.objects.filter(actor=measure.actor_id).values_list("email", flat=True).first()
    if address:
        post(
            address, "trust/mail/measure", language=measure.actor.language, house=letterhead_of(measure.space),
            measure=measure, name=measure.actor.name, community=measure.space.title,
            path=reverse("trust:measure", args=[measure.id]), heard=getattr(measure, "appeal", None),
        )  # fmt: skip
