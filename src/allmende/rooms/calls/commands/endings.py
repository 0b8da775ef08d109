"""Saying what becomes of each contribution: none is forgotten, and those who made it get a word of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities.awards import ContributionAnswered
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.models import Call, CallState, Contribution, ContributionState, Ending, OutcomeWord
from allmende.rooms.calls.queries.candidates import shortlisted
from allmende.rooms.calls.rules import may_end_contributions

LONGEST_WORD = 4000


@dataclass(frozen=True)
class EndingText:
    """What becomes of a contribution, and what its makers are told, in Markdown."""

    ending: Ending
    word: str = ""


@transaction.atomic
def end_contributions(
    actor: Actor,
    call: Call,
    each: Mapping[UUID, EndingText],
    *,
    for_all: Mapping[Ending, str] | None = None,
) -> None:
    """Say what becomes of contributions, by their ids, and what all whose contributions end alike are told.

    Before the outcome is told it is prepared and nobody hears of it; afterwards, whoever gets a new word is told. Raises
    Refused (422) where a word is too long, or a contribution isn't in this call.
    """
    call = locked(call)
    require(may_end_contributions(actor, call))
    rows = Contribution.objects.filter(call=call, state=ContributionState.SUBMITTED, pk__in=each)
    found = {one.pk: one for one in rows.select_related("audience")}
    if each.keys() - found.keys():
        raise Refused(_("This was not handed in here."), 422)
    listed = set(shortlisted(call))
    for key, said in each.items():
        if said.ending == Ending.SHORTLISTED and key not in listed:
            told = _("Only what is on the announced shortlist ended on it.")
            raise Refused(told, 422, errors={"ending": told})
        word = _clean(said.word)
        if said.ending not in set(Ending):
            raise Refused(_("Say what becomes of it."), 422, errors={"ending": _("Choose one of these.")})
        one = found[key]
        is_new = _keep(actor, call, word, contribution=one)
        Contribution.objects.filter(pk=key).update(ending=said.ending)
        one.ending = said.ending
        if is_new and word and call.state == CallState.FINISHED:
            answer(actor, call, one)
    for ending, text in (for_all or {}).items():
        _keep(actor, call, _clean(text), ending=ending)


def _clean(word: str) -> str:
    text = clean_text(word).strip()
    if len(text) > LONGEST_WORD:
        raise Refused(_("4,000 letters at most."), 422, errors={"word": _("4,000 letters at most.")})
    return text


def _keep(actor: Actor, call: Call, text: str, contribution: Contribution | None = None, ending: str = "") -> bool:
    """Keep a word, or take it away where it is empty; return whether it says something else than before."""
    held = OutcomeWord.objects.filter(call=call, contribution=contribution, ending=ending).first()
    if not text:
        if held is not None:
            held.delete()
        return False
    if held is not None and held.text == text:
        return False
    held = held or OutcomeWord(call=call, contribution=contribution, ending=ending)
    held.text, held.by, held.at = text, actor, clock.now()
    held.save()
    return True


def complete_endings(actor: Actor, call: Call) -> None:
    """Give every contribution an outcome, within the command and transaction that tells the call's, and tell their makers.

    What was awarded, chosen or shortlisted is known; the rest is not this time. Where there was something to win, nobody goes
    without a word: raises Refused (422) as long as one is missing.
    """
    rows = Contribution.objects.filter(call=call, state=ContributionState.SUBMITTED).select_related("audience")
    listed = set(shortlisted(call))
    for one in rows:
        ending = Ending.AWARDED if one.is_awarded else one.ending or _known(one, listed)
        if ending != one.ending:
            Contribution.objects.filter(pk=one.pk).update(ending=ending)
            one.ending = ending
    words = OutcomeWord.objects.filter(call=call).values_list("contribution_id", "ending")
    own = {key for key, _ending in words if key}
    for_all = {ending for key, ending in words if not key}
    told = [one for one in rows if one.pk in own or one.ending in for_all]
    if call.prize_count and len(told) < len(rows):
        raise _missing(len(rows) - len(told))
    for one in told:
        answer(actor, call, one)


def _missing(count: int) -> Refused:
    said = ngettext(
        "%(n)d contribution has no word yet. Write one to its makers, or one to all whose contributions end alike.",
        "%(n)d contributions have no word yet. Write one to the makers of each, or one to all whose contributions end alike.",
        count,
    ) % {"n": count}  # fmt: skip
    return Refused(said, 422)


def _known(one: Contribution, shortlist: set[UUID]) -> Ending:
    if one.is_chosen:
        return Ending.CHOSEN
    return Ending.SHORTLISTED if one.pk in shortlist else Ending.NOT_NOW


def answer(actor: Actor, call: Call, contribution: Contribution) -> None:
    """Let those who made a contribution hear that there is a word for them."""
    record(
        ContributionAnswered(
            actor=actor.id, thing=contribution.pk, space=call.place_id, audience=contribution.audience_id, call=call.id,
            ending=contribution.ending,
        )
    )  # fmt: skip
