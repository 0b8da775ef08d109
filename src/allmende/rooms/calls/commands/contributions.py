"""Writing, handing in, revising and withdrawing contributions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.commands import hand_in_under
from allmende.commons.agreements.queries import people_in
from allmende.commons.audiences.models import Kind
from allmende.commons.authorship.commands import out_of_sight
from allmende.commons.authorship.queries import authors_of
from allmende.commons.ratings.commands import enter, leave
from allmende.commons.spaces.commands import sign
from allmende.commons.spaces.commands.gates import hide
from allmende.commons.spaces.models import Behalf, Space
from allmende.commons.spaces.reach import hidden_audience
from allmende.commons.spaces.rules import may_act_for
from allmende.commons.tags.commands import tag_by_words
from allmende.commons.things.models import Thing
from allmende.commons.versions.commands import keep
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import (
    ContributionDrafted,
    ContributionHeld,
    ContributionRevised,
    ContributionSubmitted,
    ContributionWithdrawn,
)
from allmende.rooms.calls.commands.content import cleaned, merged, require_complete, snapshot, write
from allmende.rooms.calls.commands.pens import last_to_save, note_saved
from allmende.rooms.calls.commands.practice import share_in
from allmende.rooms.calls.models import Award, AwardState, Call, CallState, Contribution, ContributionState, Ending
from allmende.rooms.calls.rules import is_host, may_contribute, may_revise, may_withdraw
from allmende.rooms.calls.rules.contributing import AWARDED

MOST_DRAFTS = 20
ONE_SITTING = timedelta(minutes=10)
"""What saves itself within it is one version."""


@transaction.atomic
def draft_contribution(actor: Actor, call: Call, *, behalf: Space | None = None, **content: Any) -> Contribution:
    """Begin a contribution, seen by its author alone; content as in `save_contribution`.

    `behalf` is the organisation or network that the actor contributes for.

    Raises Refused (403, 410) where contributions are not taken, (429) beyond twenty drafts in one call.
    """
    call = locked_call(call)
    require(may_contribute(actor, call))
    mine = call.contributions.filter(author=actor, state=ContributionState.DRAFT, audience__kind=Kind.DRAFT)
    if mine.count() >= MOST_DRAFTS:
        raise Refused(_("You have twenty drafts here. Finish one of them first."), 429)
    number = call.next_number
    Call.objects.filter(id=call.id).update(next_number=number + 1)
    contribution = Contribution(
        kind="contribution", state=ContributionState.DRAFT, author=actor, space=call.place.thing_ptr, call=call,
        number=number, ballot_key=f"{number:04d}", audience=hidden_audience(Kind.DRAFT, call.place, actor),
        language=content.get("language") or actor.language,
    )  # fmt: skip
    write(contribution, cleaned(contribution, content))
    contribution.save()
    if behalf:
        sign(actor, contribution, behalf)
    record(
        ContributionDrafted(
            actor=actor.id, thing=contribution.id, space=call.place_id, audience=contribution.audience_id, call=call.id,
            on_behalf_of=behalf.voice_id if behalf else None,
        )
    )  # fmt: skip
    return contribution


@transaction.atomic
def save_contribution(
    actor: Actor, contribution: Contribution, revision: int, *,
    was: Mapping[str, str] | None = None, by_itself: bool = False, note: str = "", **content: Any,
) -> Contribution:  # fmt: skip
    """Save title, text (Markdown), cost (minor units), picture, language or answers (`f-<key>`); the revision grows.

    A draft may be half written; a submitted one stays complete, and what it said before is kept as a version (of what saves
    itself (`by_itself`), one for a sitting). In a team a draft's words are kept too when somebody else goes on.
    `revision` is the one the form was loaded with, `was` the marks of what stood in it then (`content.marks_of`): what others
    changed meanwhile is kept beside it, field by field. Refused (409) where both changed the same, or without marks; nothing
    is lost there or here. Raises Refused (410) when the time is over, (422) with the fields that can't be.
    """
    contribution = locked_contribution(contribution)
    require(may_revise(actor, contribution))
    content = cleaned(contribution, content)
    if revision != contribution.revision:
        content = merged(contribution, content, was)
    before = snapshot(contribution)
    stored = before | {"picture": contribution.picture, "language": contribution.language}
    if all(stored.get(name, "") == value for name, value in content.items()):
        return contribution
    write(contribution, content)
    contribution.revision += 1
    contribution.changed = clock.now()
    if contribution.state == ContributionState.DRAFT:
        _keep_draft_of_others(actor, contribution, before)
    else:
        if contribution.state != ContributionState.UNSEEN:
            require_complete(contribution)
        tag_by_words(contribution, contribution.text)
        _keep_revised(actor, contribution, before, note, by_itself=by_itself)
    contribution.save()
    return contribution


def _keep_draft_of_others(actor: Actor, contribution: Contribution, before: dict[str, Any]) -> None:
    """In a team, keep a draft as someone left it before another goes on."""
    if len(authors_of(contribution.id)) > 1:
        if last_to_save(contribution.id) not in {None, actor.id}:
            keep(actor, contribution, before)
        note_saved(actor, contribution)


def _keep_revised(
    actor: Actor, contribution: Contribution, before: dict[str, Any], note: str, *, by_itself: bool
) -> None:
    """Keep what was handed in as it stood before, and note that it was revised."""
    last = contribution.versions.order_by("-number").first() if by_itself else None
    is_sitting = last is not None and last.author_id == actor.id and clock.now() - last.at < ONE_SITTING
    number = last.number if last is not None and is_sitting else keep(actor, contribution, before, note).number
    record(
        ContributionRevised(
            actor=actor.id, thing=contribution.id, space=contribution.call.place_id,
            audience=_heard_by(contribution), call=contribution.call_id, version_number=number,
        )
    )  # fmt: skip


@transaction.atomic
def submit_contribution(actor: Actor, contribution: Contribution) -> Contribution:
    """Hand in a draft: it takes its place in the call, seen as far as the call is (or sealed until the time is over).

    Where hosts look first it waits with them. Handing in what is handed in already changes nothing. Raises Refused (410) after
    the phase's last second, (422) with what is missing.
    """
    locked_call(contribution.call)
    contribution = locked_contribution(contribution)
    if contribution.state in {ContributionState.SUBMITTED, ContributionState.HELD}:
        return contribution
    require(may_revise(actor, contribution))
    behalf = Behalf.objects.filter(thing=contribution.id).select_related("body").first()
    if behalf:  # whoever speaks for an organisation still does so when it is handed in
        require(may_act_for(actor, behalf.body))
    require_complete(contribution)
    contribution.sent_back = ""
    call = contribution.call
    if call.looks_first and not is_host(actor, call):
        contribution.state = ContributionState.HELD
        put_under_seal(contribution)
        contribution.save()
        record(
            ContributionHeld(
                actor=actor.id, thing=contribution.id, space=call.place_id, audience=contribution.audience_id, call=call.id
            )
        )  # fmt: skip
        return contribution
    return come_in(actor, contribution, behalf.body if behalf else None)


def come_in(actor: Actor, contribution: Contribution, body: Space | None) -> Contribution:
    """Let a contribution take its place in its call, within the command and transaction of the caller."""
    call = contribution.call
    contribution.state = ContributionState.SUBMITTED
    if call.state == CallState.FINISHED and not contribution.ending:
        contribution.ending = Ending.NOT_NOW  # nobody is without an outcome
    if call.is_under_seal:
        put_under_seal(contribution)
    else:
        share_in(call, contribution)
    contribution.save()
    hand_in_under(actor, contribution, call)
    tag_by_words(contribution, contribution.text)
    Call.objects.filter(id=call.id).update(contribution_count=F("contribution_count") + 1)
    enter(call.id, [contribution.id])
    record(
        ContributionSubmitted(
            actor=actor.id, thing=contribution.id, space=call.place_id, audience=_heard_by(contribution), call=call.id,
            on_behalf_of=body.voice_id if body else None,
        )
    )  # fmt: skip
    return contribution


def put_under_seal(contribution: Contribution) -> None:
    """Show a contribution to those who made it and to the stewards alone, within the caller's transaction."""
    place = contribution.call.place
    among = out_of_sight(contribution, Kind.SEALED, place, *_shown_in(contribution))
    hide(contribution, place, Kind.SEALED, contribution.author, among=among)


def put_back(contribution: Contribution) -> None:
    """Show a contribution to those who make it alone, as a draft is, within the caller's transaction."""
    place = contribution.call.place
    hide(
        contribution,
        place,
        Kind.DRAFT,
        contribution.author,
        among=out_of_sight(contribution, Kind.DRAFT, place, *_shown_in(contribution)),
    )


def _shown_in(contribution: Contribution) -> set[UUID]:
    """Those with an account who are to be seen or heard in it, beside its author; none where nobody but the author is."""
    people = set(people_in(contribution.id)) - {contribution.author_id}
    return people | {contribution.author_id} if people else people


def _heard_by(contribution: Contribution) -> int:
    """The audience of what happens to a contribution: its own; of practice the call's, so that nothing of it counts under seal either."""
    return contribution.call.audience_id if contribution.call.is_practice else contribution.audience_id


@transaction.atomic
def hand_in(actor: Actor, call: Call, **content: Any) -> Contribution:
    """Write and hand in a contribution in one step, whole or not at all; content and refusals as in the two steps."""
    return submit_contribution(actor, draft_contribution(actor, call, **content))


@transaction.atomic
def withdraw_contribution(actor: Actor, contribution: Contribution) -> None:
    """Take a contribution back; those who made it still see it among the drafts, and hear of it. Any of them may."""
    locked_call(contribution.call)
    contribution = locked_contribution(contribution)
    require(may_withdraw(actor, contribution))
    withdrawn(contribution)
    record(
        ContributionWithdrawn(
            actor=actor.id, thing=contribution.id, space=contribution.call.place_id, audience=contribution.audience_id,
            call=contribution.call_id,
        )
    )  # fmt: skip


def withdrawn(contribution: Contribution) -> None:
    """Take what was handed in out of its call, within the caller's transaction; raises Refused (409) where a prize waits for it."""
    standing = Award.objects.filter(contribution=contribution.pk)
    if standing.filter(state=AwardState.WAITING).exists():
        raise Refused(AWARDED, 409)
    standing.filter(state=AwardState.DECIDED).delete()
    call = contribution.call
    counted = contribution.state == ContributionState.SUBMITTED
    put_back(contribution)
    contribution.state = ContributionState.WITHDRAWN
    contribution.save()
    if counted:
        leave(contribution.id)
    Call.objects.filter(id=call.id).update(contribution_count=F("contribution_count") - int(counted))


def take_off_ballot(thing: Thing) -> None:
    """Take a contribution out of its call, within the command and transaction of the bin."""
    _count(thing, ContributionState.SUBMITTED, ContributionState.WITHDRAWN, -1)


def put_on_ballot(thing: Thing) -> None:
    """Bring a contribution back into its call, within the command and transaction of the bin."""
    _count(thing, ContributionState.WITHDRAWN, ContributionState.SUBMITTED, 1)
    back = Contribution.objects.filter(pk=thing.id, ending="", call__state=CallState.FINISHED)
    back.update(ending=Ending.NOT_NOW)  # nobody is without an outcome


def _count(thing: Thing, start: ContributionState, goal: ContributionState, by: int) -> None:
    if Thing.objects.filter(id=thing.id, state=start).update(state=goal):
        call = Contribution.objects.values("call_id").get(id=thing.id)["call_id"]
        Call.objects.filter(id=call).update(contribution_count=F("contribution_count") + by)
        if by > 0:
            enter(call, [thing.id])
        else:
            leave(thing.id)


def locked_call(call: Call) -> Call:
    """Return the call as it is now, held until the transaction ends."""
    Thing.objects.hold(call.id)
    rows = Call.objects.select_for_update(of=("self",)).select_related("audience", "place__root", "rights__terms")
    return rows.get(id=call.id)


def locked_contribution(contribution: Contribution) -> Contribution:
    """Return the contribution as it is now, held until the transaction ends."""
    Thing.objects.hold(contribution.id)
    rows = Contribution.objects.select_for_update(of=("self",))
    return rows.select_related("audience", "author", "call__audience", "call__place__root", "call__rights__terms").get(
        id=contribution.id
    )
