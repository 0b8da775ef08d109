"""Writing, handing in, revising and withdrawing contributions."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
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
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.text.excerpts import plain
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import (
    ContributionDrafted,
    ContributionRevised,
    ContributionSubmitted,
    ContributionWithdrawn,
)
from allmende.rooms.calls.commands.practice import share_in
from allmende.rooms.calls.models import Call, Contribution, ContributionState
from allmende.rooms.calls.rules import may_contribute, may_revise, may_withdraw

FIELDS = {"title", "text", "cost", "picture", "language"}
MOST_DRAFTS = 20


@transaction.atomic
def draft_contribution(actor: Actor, call: Call, *, behalf: Space | None = None, **content: Any) -> Contribution:
    """Begin a contribution, seen by its author alone; content as in `save_contribution`.

    `behalf` is the organisation or network that the actor contributes for.

    Raises Refused (403, 410) where contributions are not taken, (429) beyond twenty drafts in one call.
    """
    call = _locked_call(call)
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
    _write(contribution, content)
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
def save_contribution(actor: Actor, contribution: Contribution, revision: int, **content: Any) -> Contribution:
    """Save title, text (Markdown), cost (minor units), picture or language of one's contribution; the revision grows.

    A draft may be half written; a submitted one stays complete, and what it said before is kept as a version.
    `revision` is the one the form was loaded with: Refused (409) when another window saved in between, and nothing is lost
    there or here. Raises Refused (410) when the time is over, (422) with the fields that can't be.
    """
    contribution = _locked(contribution)
    require(may_revise(actor, contribution))
    if revision != contribution.revision:
        raise Refused(_("This was saved in another window in the meantime. Compare the two and decide."), 409)
    if all(getattr(contribution, name) == value for name, value in content.items()):
        return contribution
    is_submitted = contribution.state == ContributionState.SUBMITTED
    before = snapshot(contribution)
    _write(contribution, content)
    contribution.revision += 1
    contribution.changed = clock.now()
    if is_submitted:
        _require_complete(contribution)
        tag_by_words(contribution, contribution.text)
        version = keep(actor, contribution, before)
        record(
            ContributionRevised(
                actor=actor.id, thing=contribution.id, space=contribution.call.place_id,
                audience=_heard_by(contribution), call=contribution.call_id, version_number=version.number,
            )
        )  # fmt: skip
    contribution.save()
    return contribution


@transaction.atomic
def submit_contribution(actor: Actor, contribution: Contribution) -> Contribution:
    """Hand in a draft: it takes its place in the call, seen as far as the call is (or sealed until the time is over).

    Handing in what is handed in already changes nothing. Raises Refused (410) after the phase's last second, (422) with
    what is missing.
    """
    _locked_call(contribution.call)
    contribution = _locked(contribution)
    if contribution.state == ContributionState.SUBMITTED:
        return contribution
    require(may_revise(actor, contribution))
    behalf = Behalf.objects.filter(thing=contribution.id).select_related("body").first()
    if behalf:  # whoever speaks for an organisation still does so when it is handed in
        require(may_act_for(actor, behalf.body))
    _require_complete(contribution)
    call = contribution.call
    contribution.state = ContributionState.SUBMITTED
    if call.sealed:
        hide(contribution, call.place, Kind.SEALED, actor)
    else:
        share_in(call, contribution)
    contribution.save()
    tag_by_words(contribution, contribution.text)
    Call.objects.filter(id=call.id).update(contribution_count=F("contribution_count") + 1)
    record(
        ContributionSubmitted(
            actor=actor.id, thing=contribution.id, space=call.place_id, audience=_heard_by(contribution), call=call.id,
            on_behalf_of=behalf.body.voice_id if behalf else None,
        )
    )  # fmt: skip
    return contribution


def _heard_by(contribution: Contribution) -> int:
    """The audience of what happens to a contribution: its own; of practice the call's, so that nothing of it counts under seal either."""
    return contribution.call.audience_id if contribution.call.is_practice else contribution.audience_id


@transaction.atomic
def hand_in(actor: Actor, call: Call, **content: Any) -> Contribution:
    """Write and hand in a contribution in one step, whole or not at all; content and refusals as in the two steps."""
    return submit_contribution(actor, draft_contribution(actor, call, **content))


@transaction.atomic
def withdraw_contribution(actor: Actor, contribution: Contribution) -> None:
    """Take a contribution back; its author still sees it among the drafts."""
    _locked_call(contribution.call)
    contribution = _locked(contribution)
    require(may_withdraw(actor, contribution))
    call = contribution.call
    hide(contribution, call.place, Kind.DRAFT, actor)
    contribution.state = ContributionState.WITHDRAWN
    contribution.save()
    Call.objects.filter(id=call.id).update(contribution_count=F("contribution_count") - 1)
    record(
        ContributionWithdrawn(
            actor=actor.id, thing=contribution.id, space=call.place_id, audience=contribution.audience_id, call=call.id
        )
    )


def take_off_ballot(thing: Thing) -> None:
    """Take a contribution out of its call, within the command and transaction of the bin."""
    _count(thing, ContributionState.SUBMITTED, ContributionState.WITHDRAWN, -1)


def put_on_ballot(thing: Thing) -> None:
    """Bring a contribution back into its call, within the command and transaction of the bin."""
    _count(thing, ContributionState.WITHDRAWN, ContributionState.SUBMITTED, 1)


def _count(thing: Thing, start: ContributionState, goal: ContributionState, by: int) -> None:
    if Thing.objects.filter(id=thing.id, state=start).update(state=goal):
        call = Contribution.objects.values("call_id").get(id=thing.id)["call_id"]
        Call.objects.filter(id=call).update(contribution_count=F("contribution_count") + by)


def snapshot(contribution: Contribution) -> dict[str, Any]:
    """Return what a version keeps of a contribution."""
    return {"title": contribution.title, "text": contribution.text, "cost": contribution.cost}


def _write(contribution: Contribution, content: dict[str, Any]) -> None:
    """Take over content that can be stored; raises Refused (422) naming each field that can't be."""
    if unknown := content.keys() - FIELDS:
        raise TypeError(f"A contribution has no {', '.join(sorted(unknown))}.")
    if "title" in content:
        content["title"] = clean_line(content["title"])
    if "text" in content:
        content["text"] = clean_text(content["text"])
    errors: dict[str, Text] = {}
    if len(content.get("title", "")) > 120:
        errors["title"] = _("120 letters at most.")
    if len(content.get("text", "")) > 40_000:
        errors["text"] = _("40,000 letters at most.")
    cost, budget = content.get("cost"), contribution.call.budget
    if cost is not None and cost <= 0:
        errors["cost"] = _("Enter the cost as a number greater than zero, such as 7460.")
    elif cost is not None and budget is not None and cost > budget:
        whole = contribution.call.money(budget).format(contribution.language)
        errors["cost"] = _("The whole budget is %(budget)s. Stay within it.") % {"budget": whole}
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    for name, value in content.items():
        setattr(contribution, name, value)
    contribution.summary = plain(contribution.text, 240)


def _require_complete(contribution: Contribution) -> None:
    errors: dict[str, Text] = {}
    if len(contribution.title.strip()) < 3:
        errors["title"] = _("Give your contribution a title.")
    if len(contribution.text.strip()) < 20:
        errors["text"] = _("Describe it in a few sentences.")
    if contribution.call.budget is not None and contribution.cost is None:
        errors["cost"] = _("Enter the cost as a number, such as 7460.")
    if errors:
        raise Refused(_("Something is still missing."), 422, errors=errors)


def _locked_call(call: Call) -> Call:
    Thing.objects.hold(call.id)
    return Call.objects.select_for_update(of=("self",)).select_related("audience", "place__root").get(id=call.id)


def _locked(contribution: Contribution) -> Contribution:
    Thing.objects.hold(contribution.id)
    rows = Contribution.objects.select_for_update(of=("self",))
    return rows.select_related("audience", "author", "call__audience", "call__place__root").get(id=contribution.id)
