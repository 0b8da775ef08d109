"""Judging, staying out, noting, and saying to everyone what the jury thinks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.ratings.commands import rate, recuse, take_back_recusal
from allmende.commons.ratings.models import Panel, Rating, Recusal
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import JuryNoted, JuryStated, PassagesHidden, ShortlistAnnounced, ShortlistChanged
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.commands.rating import held, item_of
from allmende.rooms.calls.models import (
    Call,
    Contribution,
    ContributionState,
    JuryNote,
    JuryStatement,
    Redaction,
    Shortlist,
    Shortlisted,
)
from allmende.rooms.calls.rules import may_judge, may_note, may_recuse, may_redact, may_shortlist, may_state

MOST_ON_SHORTLIST = 100
MOST_HIDDEN = 50


@transaction.atomic
def judge_contribution(
    actor: Actor, contribution: Contribution, marks: Mapping[str, Any], *, expected: int = 0
) -> Rating:
    """Rate a contribution by the jury's sheet; marks and refusals as in `ratings.commands.rate`."""
    contribution = held(contribution)
    require(may_judge(actor, contribution))
    return rate(actor, item_of(contribution, Panel.JURY), contribution.call.place, marks, expected=expected)


@transaction.atomic
def declare_conflict(actor: Actor, contribution: Contribution, reason: str) -> Recusal:
    """Stay out of judging a contribution; the reason is read by the hosts alone. Raises Refused (422) without one."""
    contribution = held(contribution)
    require(may_recuse(actor, contribution))
    return recuse(actor, item_of(contribution, Panel.JURY), contribution.call.place, reason)


@transaction.atomic
def take_back_conflict(actor: Actor, contribution: Contribution) -> None:
    """Judge a contribution after all."""
    contribution = held(contribution)
    require(may_recuse(actor, contribution))
    take_back_recusal(actor, item_of(contribution, Panel.JURY), contribution.call.place)


@transaction.atomic
def note(actor: Actor, call: Call, text: str, contribution: Contribution | None = None) -> JuryNote:
    """Note something for the jury, about one contribution or all. Raises Refused (422) for nothing."""
    call = locked(call)
    require(may_note(actor, call))
    if not text.strip():
        raise Refused(_("Write a note first."), 422, errors={"text": _("Write a note first.")})
    made = JuryNote.objects.create(call=call, contribution=contribution, author=actor, text=text)
    record(JuryNoted(**_where(actor, call)))
    return made


@transaction.atomic
def state(actor: Actor, call: Call, text: str, *, publish: bool = False) -> JuryStatement:
    """Write the jury's statement, in Markdown, or publish it to everyone who sees the call. Raises Refused (422) for too little."""
    call = locked(call)
    require(may_state(actor, call))
    if publish and len(text.strip()) < 20:
        told = _("Say in a few sentences what the jury saw and why it chose so.")
        raise Refused(told, 422, errors={"text": told})
    statement, _is_new = JuryStatement.objects.update_or_create(call=call, defaults={"text": text, "by": actor})
    if publish and statement.published is None:
        statement.published = clock.now()
        statement.save(update_fields=["published"])
        record(JuryStated(**_where(actor, call)))
    return statement


@transaction.atomic
def hide_passages(actor: Actor, contribution: Contribution, passages: Iterable[str]) -> None:
    """Hide passages of a contribution from a blind review, in place of those before. Raises Refused (422) for too many."""
    contribution = held(contribution)
    require(may_redact(actor, contribution))
    wanted = [line for line in dict.fromkeys(clean_line(one)[:300] for one in passages) if line]
    if len(wanted) > MOST_HIDDEN:
        raise Refused(_("Hide fifty passages at most."), 422)
    Redaction.objects.filter(contribution=contribution).delete()
    Redaction.objects.bulk_create([Redaction(contribution=contribution, passage=one) for one in wanted])
    call = contribution.call
    record(
        PassagesHidden(actor=actor.id, thing=contribution.id, space=call.place_id, audience=contribution.audience_id)
    )


@transaction.atomic
def set_shortlist(actor: Actor, call: Call, numbers: Sequence[int], *, announce: bool = False) -> Shortlist:
    """Set the shortlist, contributions by number in their order; announce it to everyone who sees the call.

    Raises Refused (422) for what isn't handed in or too many, (409) for taking off what was announced.
    """
    call = locked(call)
    require(may_shortlist(actor, call))
    wanted = list(dict.fromkeys(numbers))
    rows = call.contributions.filter(state=ContributionState.SUBMITTED, number__in=wanted[: MOST_ON_SHORTLIST + 1])
    found = {row.number: row for row in rows}
    if len(wanted) > MOST_ON_SHORTLIST or found.keys() != set(wanted):
        raise Refused(_("Choose contributions that are handed in, a hundred at most."), 422)
    shortlist, _is_new = Shortlist.objects.get_or_create(call=call)
    _require_kept(shortlist, set(wanted))
    if announce and not wanted:
        raise Refused(_("Nothing is on the shortlist yet."), 422)
    shortlist.entries.all().delete()
    Shortlisted.objects.bulk_create(
        [Shortlisted(contribution=found[n], shortlist=shortlist, position=place) for place, n in enumerate(wanted, 1)]
    )
    if announce and shortlist.announced is None:
        shortlist.announced, shortlist.by = clock.now(), actor
        shortlist.save(update_fields=["announced", "by"])
        record(ShortlistAnnounced(**_where(actor, call), contributions=len(wanted)))
    else:
        record(ShortlistChanged(**_where(actor, call), contributions=len(wanted)))
    return shortlist


def _require_kept(shortlist: Shortlist, wanted: set[int]) -> None:
    there = set(shortlist.entries.values_list("contribution__number", flat=True))
    if shortlist.announced and there - wanted:
        raise Refused(_("The shortlist has been announced: nothing is taken off it any more."), 409)


def _where(actor: Actor, call: Call) -> dict[str, Any]:
    return {"actor": actor.id, "thing": call.id, "space": call.place_id, "audience": call.audience_id}
