"""Voting and counting."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.ballots.commands import cast, seal_box
from allmende.commons.ballots.models import Ballot
from allmende.commons.spaces.models import Membership
from allmende.counting import Completion, Result, Rule, Satisfaction, count
from allmende.foundation import clock
from allmende.foundation.composed import Composed
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.foundation.written import in_transaction
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import VoteCounted
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.commands.election import election_of
from allmende.rooms.calls.models import BallotKind, Call, CallState, Contribution, ContributionState, Outcome, PhaseKind
from allmende.rooms.calls.rules import home_of, may_count, may_vote


@in_transaction()
def cast_ballot(actor: Actor, call: Call, keys: Sequence[str], *, expected: str = "") -> Ballot:
    """Vote for contributions by their ballot keys, in place of an earlier ballot; return the ballot with its receipt.

    `expected` is the receipt of the ballot that the form showed (empty for none). Raises Refused (422) for a ballot over
    budget, with too many choices or with something that isn't on it; (410) before and after the time; (409) when another
    window was faster; (403) for those who don't vote here.
    """
    require(may_vote(actor, call))
    chosen = list(dict.fromkeys(keys))
    askable = [key for key in chosen if "\0" not in key]  # PostgreSQL takes no text with one, and no key has one
    costs = dict(_costs(len(askable))(call.id, *askable)) if askable else {}
    if not costs.keys() >= set(chosen):
        raise Refused(_("Something on your ballot isn't up for the vote any more. Load the page again."), 422)
    if call.ballot == BallotKind.KNAPSACK:
        over = sum(costs[key] or 0 for key in chosen) - (call.budget or 0)
        if over > 0:
            amount = call.money(over).format(actor.language)
            raise Refused(
                _("Your choices cost %(amount)s more than there is. Take something off.") % {"amount": amount}, 422
            )
    if call.most_choices and len(chosen) > call.most_choices:
        raise Refused(_("Choose at most %(n)s.") % {"n": call.most_choices}, 422)
    return cast(actor, call.box, sorted(chosen), expected=expected)


@lru_cache(64)
def _costs(choices: int) -> Composed:
    """What so many choices of a call cost."""
    submitted = Contribution.objects.filter(state=ContributionState.SUBMITTED).values_list("ballot_key", "cost")
    return Composed(lambda call, *keys: submitted.filter(call=call, ballot_key__in=keys), UUID, *[str] * choices)


@transaction.atomic
def count_call(actor: Actor, call: Call) -> Outcome:
    """Seal the box and count it by the call's declared rule; the result is kept whole, so that the page can explain it.

    Counting once more is refused (409). The rule runs on what was handed in when the vote ended.
    """
    call = locked(call)
    require(may_count(actor, call))
    vote = call.phase(PhaseKind.VOTE)
    electorate = Membership.objects.filter(space=home_of(call), joined__lte=vote.opens).count() if vote else 0
    box = seal_box(call.box, electorate)
    outcome = write_result(call)
    call.state = CallState.COUNTED
    call.save(update_fields=["state"])
    record(
        VoteCounted(
            actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id,
            winners=len((outcome.result or {})["winners"]), ballots=box.turnout,
        )
    )  # fmt: skip
    return outcome


def recount(call: Call) -> Result:
    """Count a sealed box by the call's declared rule; writes nothing."""
    return count(
        election_of(call),
        rule=Rule(call.rule),
        satisfaction=Satisfaction(call.satisfaction) if call.rule == Rule.EQUAL_SHARES else None,
        completion=Completion(call.completion) if call.rule == Rule.EQUAL_SHARES else Completion.NONE,
    )


def write_result(call: Call) -> Outcome:
    """Count a sealed box and mark what is chosen, within the command and transaction of the caller."""
    result = recount(call)
    outcome, _is_new = Outcome.objects.update_or_create(
        call=call, defaults={"result": result.as_json(), "counted": clock.now()}
    )
    submitted = Contribution.objects.filter(call=call, state=ContributionState.SUBMITTED)
    submitted.update(is_chosen=False)
    submitted.filter(ballot_key__in=result.winners).update(is_chosen=True)
    return outcome
