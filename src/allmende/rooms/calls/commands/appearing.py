"""Who is to be seen or heard in a contribution: named, asked, and out of sight at once when one of them agrees no longer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.commands import appearing
from allmende.commons.agreements.models import Appearance
from allmende.commons.agreements.queries import LIVE, consent_text
from allmende.commons.audiences.models import Kind
from allmende.commons.ratings.commands import leave
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import BallotBecameShorter, ContributionHeld, ContributionOutOfSight
from allmende.rooms.calls.commands.content import require_complete
from allmende.rooms.calls.commands.contributions import locked_call, locked_contribution, put_back, put_under_seal
from allmende.rooms.calls.models import Call, CallState, Contribution, ContributionState, PhaseKind
from allmende.rooms.calls.rules import (
    may_answer_for,
    may_hand_in_again,
    may_name_people,
    may_withdraw_consent,
    takes_part,
)


@transaction.atomic
def name_person(
    actor: Actor,
    contribution: Contribution,
    *,
    name: str = "",
    how: str,
    person: Actor | None = None,
    guardian: str = "",
) -> Appearance:
    """Say that someone is to be seen or heard, and how they agreed. Who has an account is asked, and sees it from now on.

    Raises Refused: 409 where the call doesn't ask for it, 422 naming what is missing.
    """
    contribution = _held(contribution)
    require(may_name_people(actor, contribution))
    version = consent_text(contribution.call)
    if version is None:
        raise Refused(_("This call doesn't ask who is to be seen or heard."), 409)
    if how == "account" and person is not None and not takes_part(person, contribution.call):
        sentence = _("They don't see this call. Let them sign on paper.")
        raise Refused(sentence, 422, errors={"person": sentence})
    if how == "account" and person != actor and contribution.state == ContributionState.SUBMITTED:
        sentence = _("It is shown already: let them sign on paper, or withdraw it until they have agreed.")
        raise Refused(sentence, 409, errors={"person": sentence})
    made = appearing.name_appearance(actor, contribution, version, name=name, how=how, person=person, guardian=guardian)
    if contribution.shows_nobody:
        Contribution.objects.filter(id=contribution.id).update(shows_nobody=False)
    _let_them_see(contribution)
    return made


@transaction.atomic
def say_nobody(actor: Actor, contribution: Contribution, *, nobody: bool) -> None:
    """Say that nobody is to be seen or heard in it. Raises Refused (409) where somebody is named."""
    contribution = _held(contribution)
    require(may_name_people(actor, contribution))
    if nobody and Appearance.objects.filter(thing=contribution.id, state__in=LIVE).exists():
        raise Refused(_("Somebody is named here. First say that they are no longer in it."), 409)
    Contribution.objects.filter(id=contribution.id).update(shows_nobody=nobody)


@transaction.atomic
def answer(actor: Actor, contribution: Contribution, one: Appearance, *, agrees: bool) -> None:
    """Agree to be seen or heard, or not: then it is out of sight at once, also during the vote. Raises Refused (403, 409)."""
    contribution, one = _held(contribution), _anew(one)
    require(may_answer_for(actor, contribution, one))
    one.thing = contribution
    if agrees:
        appearing.agree(actor, one)
    else:
        appearing.withdraw(actor, one)


@transaction.atomic
def note_withdrawal(actor: Actor, contribution: Contribution, one: Appearance) -> None:
    """Note that someone told that they agree no longer; what happens is the same."""
    contribution, one = _held(contribution), _anew(one)
    require(may_withdraw_consent(actor, contribution, one))
    one.thing = contribution
    appearing.withdraw(actor, one)


@transaction.atomic
def cut_out(actor: Actor, contribution: Contribution, one: Appearance) -> None:
    """Say that someone is in it no longer."""
    contribution, one = _held(contribution), _anew(one)
    require(may_name_people(actor, contribution))
    one.thing = contribution
    appearing.cut_out(actor, one)


@transaction.atomic
def hand_in_again(actor: Actor, contribution: Contribution) -> Contribution:
    """Hand in what is out of sight once it is mended: it waits for a host, who sees that the scene is gone or the consent there.

    Raises Refused (422) with what is still missing.
    """
    contribution = _held(contribution)
    require(may_hand_in_again(actor, contribution))
    require_complete(contribution)
    contribution.state = ContributionState.HELD
    contribution.sent_back = ""
    put_under_seal(contribution)
    contribution.save()
    record(ContributionHeld(actor=actor.id, call=contribution.call_id, **_where(contribution)))
    return contribution


def take_out_of_sight(actor: Actor, thing: UUID) -> None:
    """Put a contribution out of sight for all but its authors, its hosts and who is in it; within the transaction of the withdrawal.

    While the vote is on, those who voted are told: ballots that name it count without it (docs/decisions/consent-withdrawn.md).
    """
    found = Contribution.objects.filter(id=thing).select_related("call").first()
    if found is None or found.state not in {ContributionState.SUBMITTED, ContributionState.HELD}:
        return
    contribution = _held(found)
    call, counted = contribution.call, contribution.state == ContributionState.SUBMITTED
    contribution.state = ContributionState.UNSEEN
    put_under_seal(contribution)
    contribution.save()
    if counted:
        leave(contribution.id)
        Call.objects.filter(id=call.id).update(contribution_count=F("contribution_count") - 1)
    record(ContributionOutOfSight(actor=actor.id, call=call.id, **_where(contribution)))
    vote = call.phase(PhaseKind.VOTE)
    if counted and call.state == CallState.OPEN and vote and vote.opens <= clock.now() < (vote.closes or vote.opens):
        record(BallotBecameShorter(actor=system().id, thing=call.id, space=call.place_id, audience=call.audience_id))


def _let_them_see(contribution: Contribution) -> None:
    """Let those who are asked see what they are asked for, also while it is a draft or waits."""
    kind = Kind(contribution.audience.kind)
    if kind == Kind.DRAFT:
        put_back(contribution)
    elif kind == Kind.SEALED:
        put_under_seal(contribution)


def _held(contribution: Contribution) -> Contribution:
    locked_call(contribution.call)
    return locked_contribution(contribution)


def _anew(one: Appearance) -> Appearance:
    return Appearance.objects.select_related("version__agreement__space", "thing").get(id=one.id)


def _where(contribution: Contribution) -> dict[str, Any]:
    return {"thing": contribution.id, "space": contribution.call.place_id, "audience": contribution.audience_id}
