"""What happens to a call by itself when its time has come: the row is the job, and the house itself is the actor."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from allmende.commons.audiences.models import Kind
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.identity.actors.commands import system
from allmende.rooms.calls.activities import PhaseBegan
from allmende.rooms.calls.commands.awards import awards_that_can_be_given, give_waiting
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.commands.practice import share_in
from allmende.rooms.calls.commands.votes import count_call
from allmende.rooms.calls.models import Call, CallState, ContributionState, Phase, PhaseKind


def turn_due_calls() -> int:
    """Look for calls with a phase that has begun unnoticed or a vote that waits to be counted, and turn them."""
    now = clock.now()
    begun = Q(is_begun=False, opens__lte=now)
    countable = Q(kind=PhaseKind.VOTE, closes__lte=now, call__state=CallState.OPEN)
    due = Phase.objects.filter(begun | countable, call__place__archived=None)
    due = due.exclude(call__state=CallState.DRAFT).exclude(call__audience__kind=Kind.BIN)
    calls = set(due.values_list("call_id", flat=True)) | awards_that_can_be_given()
    for call in calls:
        turn(call)
    return len(calls)


@transaction.atomic
def turn(call_id: UUID) -> None:
    """Do what is due in one call by now; twice, late or at the same time elsewhere, it happens once."""
    call = locked(Call(id=call_id))
    if call.place.archived or call.is_binned:  # what has come due meanwhile is done once the space or the call is back
        return
    for phase in call.way:
        if not phase.is_begun and phase.opens <= clock.now():
            phase.is_begun = True
            phase.save(update_fields=["is_begun"])
            record(
                PhaseBegan(
                    actor=system().id, thing=call.id, space=call.place_id, audience=call.audience_id, phase=phase.kind
                )
            )
    if not call.is_under_seal:
        unseal(call)
    vote = call.phase(PhaseKind.VOTE)
    if call.state == CallState.OPEN and vote and vote.is_over():
        count_call(system(), call)
    if call.prize_count:
        give_waiting(call)


def unseal(call: Call) -> None:
    """Show all that was handed in under seal, to those who see the call; what waits with the hosts, or is out of sight, stays there."""
    sealed = call.contributions.filter(audience__kind=Kind.SEALED, state=ContributionState.SUBMITTED).select_related(
        "audience", "author"
    )
    for contribution in sealed:
        share_in(call, contribution)
