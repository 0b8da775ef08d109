"""A call by invitation: opening it to a chosen circle, inviting people, and what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.queries import unsigned_for
from allmende.commons.audiences.commands import circle_of, let_in, let_out
from allmende.commons.audiences.models import Audience, Kind, Layer
from allmende.commons.spaces.models import Membership, Role
from allmende.commons.spaces.queries import root_of
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.identity.actors.models import Kind as ActorKind
from allmende.rooms.calls.activities import InvitationAnswered, InvitationEnded, InvitationReminded, PersonInvited
from allmende.rooms.calls.commands.calls import LARGEST_BUDGET, locked, opened
from allmende.rooms.calls.commands.prizes import promise_fixed_pay
from allmende.rooms.calls.commands.rights import put_before_invited
from allmende.rooms.calls.models import Call, CallState, Invitation, InvitationState, Part
from allmende.rooms.calls.rules import (
    may_accept_invitation,
    may_answer_invitation,
    may_invite,
    may_publish_call,
    may_withdraw_invitation,
)

MOST_AT_ONCE = 100
MOST_INVITED = 500
STEWARDS = (Role.HOST, Role.CURATOR)


@transaction.atomic
def publish_to_invited(actor: Actor, call: Call) -> Call:
    """Open a draft to those alone whom its hosts will invite: nobody else finds it. Raises Refused (422) with what is missing."""
    call = locked(call)
    require(may_publish_call(actor, call))
    circle, _is_new = circle_of(call.id)
    home = {call.place_id, root_of(call.place).id}
    stewards = Membership.objects.filter(space__in=home, role__in=STEWARDS)
    stewards = stewards.exclude(space=root_of(call.place).id, role=Role.HOST) if call.place.root_id else stewards
    named = set(stewards.values_list("actor_id", flat=True)) | set(call.parts.values_list("actor_id", flat=True))
    let_in(circle, named | {call.author_id})
    call.state, call.shared_layer, call.by_invitation = CallState.OPEN, Layer.TEAM, True
    put_before_invited(actor, call, circle)
    return opened(actor, call)


@transaction.atomic
def invite(
    actor: Actor, call: Call, people: Sequence[Actor], *, word: str = "", pay: int | None = None,
    answer_by: datetime | None = None,
) -> list[Invitation]:  # fmt: skip
    """Invite people, each with the same word and pay; who is invited already is left as they are. Returns the new invitations.

    Raises Refused (422) for oneself, for who isn't of the community, for more than a hundred at once, a pay or a day that can't
    be; (409) where all are invited already.
    """
    call = locked(call)
    require(may_invite(actor, call))
    _require_fit(actor, call, people, pay, answer_by)
    known = {one.actor_id: one for one in call.invitations.select_for_update()}
    fresh = [one for one in dict.fromkeys(people) if _may_be_asked_again(known.get(one.id))]
    if not fresh:
        raise Refused(_("They are invited already."), 409)
    if len(known) + len(fresh) > MOST_INVITED:
        raise Refused(_("Five hundred people at most are invited to a call."), 409)
    call.invitations.filter(actor__in=fresh).delete()
    made = [
        Invitation(call=call, actor=one, invited_by=actor, word=word, pay=pay, answer_by=answer_by) for one in fresh
    ]
    for invitation in made:
        invitation.save()
    if pay is not None:
        promise_fixed_pay(actor, call)
    let_in(circle_of(call.id)[0], {one.id for one in fresh})
    if call.audience.kind == Kind.SIGNED:  # who has signed these very words reads on at once
        let_in(call.audience, {one.id for one in fresh if not unsigned_for(one, call)})
    where = _shown_to_invited(actor, call)
    for one in fresh:
        record(PersonInvited(**where, member=one.id))
    return made


@transaction.atomic
def answer_invitation(actor: Actor, call: Call, *, accepts: bool, said: str = "") -> Invitation:
    """Accept or decline one's invitation, with a word; who declines no longer sees the call, and signs nothing for it.

    Raises Refused (403) to who accepts unsigned, (404, 409, 410).
    """
    call = locked(call)
    invitation = call.invitations.select_for_update().filter(actor=actor).first()
    if invitation is None:
        raise Refused(_("This isn't here."), 404)
    require((may_accept_invitation if accepts else may_answer_invitation)(actor, call, invitation))
    invitation.state = InvitationState.ACCEPTED if accepts else InvitationState.DECLINED
    invitation.said, invitation.answered = said, clock.now()
    invitation.save()
    record(InvitationAnswered(**_where(actor, call), accepted=accepts))
    if not accepts:
        _close_to(call, actor.id)
    return invitation


@transaction.atomic
def withdraw_invitation(actor: Actor, call: Call, invitation: Invitation) -> None:
    """Take an invitation back that hasn't been accepted; whoever it was for is told, and no longer sees the call."""
    call = locked(call)
    invitation = call.invitations.select_for_update().get(id=invitation.id)
    require(may_withdraw_invitation(actor, call, invitation))
    invitation.state = InvitationState.WITHDRAWN
    invitation.save(update_fields=["state"])
    record(InvitationEnded(**_shown_to_invited(actor, call), member=invitation.actor_id))
    _close_to(call, invitation.actor_id)


@transaction.atomic
def remind_invited(actor: Actor, call: Call) -> int:
    """Remind, once, everyone who hasn't answered; return how many. Raises Refused (409) where nobody is left to remind."""
    call = locked(call)
    require(may_invite(actor, call))
    now = clock.now()
    open_still = call.invitations.select_for_update().filter(state=InvitationState.INVITED, reminded=None)
    where = _shown_to_invited(actor, call)
    late = [one for one in open_still if one.answer_by is None or one.answer_by > now]
    if not late:
        raise Refused(_("Everyone has answered, or been reminded already."), 409)
    for invitation in late:
        invitation.reminded = now
        invitation.save(update_fields=["reminded"])
        record(InvitationReminded(**where, member=invitation.actor_id))
    return len(late)


def call_circle(call: Call) -> Audience | None:
    """Return the circle in which a call by invitation stands, or its teaser; None for every other, and once it has been opened further."""
    circle = circle_of(call.id)[0] if call.by_invitation else None
    is_here = circle and (circle.id == call.audience_id or call.audience.kind == Kind.SIGNED)
    return circle if is_here else None


def _where(actor: Actor, call: Call) -> dict[str, Any]:
    return {"actor": actor.id, "thing": call.id, "space": call.place_id, "audience": call.audience_id}


def _shown_to_invited(actor: Actor, call: Call) -> dict[str, Any]:
    """Where it happens for who is invited: in the call, or before what they may know of it until they sign."""
    if call.audience.kind != Kind.SIGNED:
        return _where(actor, call)
    return _where(actor, call) | {"thing": call.teaser.id, "audience": call.teaser.audience_id}


def _may_be_asked_again(known: Invitation | None) -> bool:
    return known is None or known.state in {InvitationState.WITHDRAWN, InvitationState.DECLINED}


def _require_fit(
    actor: Actor, call: Call, people: Sequence[Actor], pay: int | None, answer_by: datetime | None
) -> None:
    """Refuse what can't be, with the field that says why."""
    errors: dict[str, Text] = {}
    if not people:
        errors["people"] = _("Choose whom you invite.")
    elif len(people) > MOST_AT_ONCE:
        errors["people"] = _("A hundred people at most are invited at once. Choose the likeliest first.")
    elif any(one.id in {actor.id, call.author_id} for one in people):
        errors["people"] = _("You hold this call yourself: invite others.")
    else:
        here = set(
            Membership.objects.filter(space=root_of(call.place), actor__in=people).values_list("actor_id", flat=True)
        )
        strangers = [one for one in people if one.id not in here or one.kind == ActorKind.ORGANISATION or one.erased]
        if strangers:
            errors["people"] = _("%(name)s is no member of the community.") % {"name": strangers[0].name}
    if pay is not None and not 0 < pay <= LARGEST_BUDGET:
        errors["pay"] = _("Enter the pay as a number greater than zero, or leave it empty.")
    if answer_by is not None and answer_by <= clock.now():
        errors["answer_by"] = _("Choose a day that is still to come.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)


def _close_to(call: Call, person: UUID) -> None:
    """Who isn't invited any more sees the call only with a part in it."""
    if person != call.author_id and not Part.objects.filter(call=call, actor=person).exists():
        let_out(circle_of(call.id)[0], person)
        if call.audience.kind == Kind.SIGNED:
            let_out(call.audience, person)
