"""What this room says about its things: when they are discussed, and how they go into the bin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import AT_HAND, Kind
from allmende.commons.bin.activities import ThingBinned, ThingRestored
from allmende.commons.bin.models import Binned
from allmende.commons.bin.rules import Care, delete_for_good
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_curator
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.composed import Instances
from allmende.foundation.journal.activities import Activity
from allmende.foundation.verdicts import Denied, Refused, Verdict, allow_if
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.calls.activities import PracticeEnded
from allmende.rooms.calls.commands.contributions import put_on_ballot, take_off_ballot
from allmende.rooms.calls.commands.practice import bring_along, put_along
from allmende.rooms.calls.commands.rights import hide_teaser, show_teaser
from allmende.rooms.calls.models import Call, CallState, Contribution, ContributionState, PhaseKind
from allmende.rooms.calls.rules import home_of, is_author, may_comment, may_end_practice
from allmende.rooms.calls.rules.contributing import AWARDED

HANDED_IN = (*AT_HAND, Kind.SEALED)


def talk_about(thing: Thing, space: Space) -> Callable[[Reader, Thing], Verdict]:
    """Return the question whether a call or a contribution is open to discussion, which its phases answer."""
    call = _call_around(thing, space)
    call.way, home_of(call)
    return lambda reader, thing: may_comment(reader, thing, call)


def _call_around(thing: Thing, space: Space) -> Call:
    """The call itself, or the one that a contribution was handed in to: a page has it at hand."""
    if isinstance(thing, Call | Contribution):
        return thing.call if isinstance(thing, Contribution) else thing
    call: Call | None = _bare_call.first(thing.id) if thing.kind == "call" else _call_of_contribution.first(thing.id)
    if call is None:
        raise Refused(_("This isn't here."), 404)
    call.place = space
    return call


def _call(thing: Thing) -> Call:
    call: Call = _calls.first(thing.id)
    return call


def _contribution(thing: Thing) -> Contribution:
    contribution: Contribution = _contributions.first(thing.id)
    return contribution


_calls = Instances(lambda key: Call.objects.select_related("audience", "place__root").filter(id=key), UUID)
_contributions = Instances(
    lambda key: Contribution.objects.select_related("audience", "call__audience", "call__place__root").filter(id=key),
    UUID,
)


# Without the space, which is at hand: the fewer tables a statement joins, the sooner PostgreSQL has planned it.
_bare_call = Instances(lambda key: Call.objects.select_related("audience").filter(id=key), UUID)
_call_of_contribution = Instances(lambda key: Call.objects.select_related("audience").filter(contributions=key), UUID)


def _may_bin_call(reader: Reader, thing: Thing) -> Verdict:
    call = _call(thing)
    if call.is_practice:
        return may_end_practice(reader, call)
    if not (is_author(reader, call) or is_curator(reader, call.place)):
        return Denied(_("Only whoever wrote the call, or a curator, can put it in the bin."))
    empty = call.state == CallState.DRAFT or not call.contribution_count
    return allow_if(empty, _("People have contributed already: a call with contributions stays."), status=409)


def _call_binned(actor: Actor, thing: Thing) -> Activity:
    where: dict[str, Any] = {
        "actor": actor.id,
        "thing": thing.id,
        "space": thing.space_id,
        "audience": thing.audience_id,
    }
    hide_teaser(thing)
    if was_practice(thing):
        return PracticeEnded(contributions=put_along(thing), **where)
    return ThingBinned(**where)


def _call_restored(actor: Actor, thing: Thing) -> Activity:
    if thing.is_practice:
        bring_along(thing)
    show_teaser(actor, thing)
    return ThingRestored(actor=actor.id, thing=thing.id, space=thing.space_id, audience=thing.audience_id)


def was_practice(thing: Thing) -> bool:
    """Whether what lies in the bin only practised."""
    return Binned.objects.filter(thing=thing.id, audience__kind=Kind.PRACTICE).exists()


def _delete_call(thing: Thing) -> None:
    """Delete a call for good, first what was handed in to it: each has files and more that no cascade reaches."""
    for contribution in Contribution.objects.filter(call=thing.id):
        delete_for_good(contribution)
    for teaser in Thing.objects.filter(as_teaser__call=thing.id):
        teaser.delete()
    thing.delete()


def _may_bin_contribution(reader: Reader, thing: Thing) -> Verdict:
    contribution = _contribution(thing)
    if not (is_author(reader, contribution) or is_curator(reader, contribution.call.place)):
        return Denied(_("Only its author, or a curator, can put it in the bin."))
    if contribution.is_awarded:
        return Denied(AWARDED, status=409)
    vote = contribution.call.phase(PhaseKind.VOTE)
    voted_on = contribution.state == ContributionState.SUBMITTED and vote is not None and vote.opens <= clock.now()
    return allow_if(not voted_on, _("The vote has begun: what is voted on stays."), status=409)


def _contribution_binned(actor: Actor, thing: Thing) -> Activity:
    take_off_ballot(thing)
    return ThingBinned(actor=actor.id, thing=thing.id, space=thing.space_id, audience=thing.audience_id)


def _may_restore_contribution(reader: Reader, thing: Thing) -> Verdict:
    """What was on the ballot comes back until the vote begins; what was withdrawn or a draft at any time."""
    was_handed_in = Binned.objects.filter(thing=thing, audience__kind__in=HANDED_IN).exists()
    vote = _contribution(thing).call.phase(PhaseKind.VOTE)
    has_begun = vote is not None and vote.opens <= clock.now()
    return allow_if(not (was_handed_in and has_begun), _("The vote has begun: nothing joins it any more."), status=409)


def _contribution_restored(actor: Actor, thing: Thing) -> Activity:
    if thing.audience.kind in HANDED_IN:
        put_on_ballot(thing)
    return ThingRestored(actor=actor.id, thing=thing.id, space=thing.space_id, audience=thing.audience_id)


def _call_of(contribution: UUID) -> UUID | None:
    return Contribution.objects.filter(id=contribution).values_list("call_id", flat=True).first()


CALL_CARE = Care(may_bin=_may_bin_call, binned=_call_binned, restored=_call_restored, delete=_delete_call)
CONTRIBUTION_CARE = Care(
    above=_call_of,
    may_bin=_may_bin_contribution,
    may_restore=_may_restore_contribution,
    binned=_contribution_binned,
    restored=_contribution_restored,
)


def _never_alone(reader: Reader, thing: Thing) -> Verdict:
    return Denied(_("It goes with its call: put that in the bin."), status=409)


TEASER_CARE = Care(may_bin=_never_alone)
