"""Saying what contributions are rated by, rating them, and letting the ranking be reckoned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.ratings.activities import PatternNoted, RankingAsked, SheetChanged
from allmende.commons.ratings.commands import (
    CriterionText,
    enter,
    line_up_ranking,
    note_pattern,
    place_sheet,
    rate,
    say_which,
)
from allmende.commons.ratings.models import Duel, Item, Panel, Ranking, Rating, Sheet
from allmende.commons.ratings.queries.patterns import pattern_on
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.spaces.reach import hidden_audience
from allmende.commons.things.models import Thing
from allmende.foundation.composed import Instances
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.models import Call, Contribution, ContributionState, PhaseKind
from allmende.rooms.calls.rules import may_look_at_patterns, may_rate, may_reckon, may_set_sheet


@transaction.atomic
def set_sheet(
    actor: Actor, call: Call, criteria: Sequence[CriterionText], *, panel: str = Panel.MEMBERS, **manner: Any
) -> Sheet:
    """Say what a panel rates contributions by; `manner` as in `place_sheet` (way, top, is_blind, revision).

    Raises Refused (422) for what can't be asked, (409) for more than words once somebody has rated.
    """
    call = locked(call)
    require(may_set_sheet(actor, call))
    if manner.get("is_blind") and not stays_sealed(call):
        raise Refused(
            _("A blind review needs the seal: let no phase before the jury's end show contributions to others."), 422
        )
    sheet = place_sheet(call.thing_ptr, criteria, panel=panel, **manner)
    handed_in = call.contributions.filter(state=ContributionState.SUBMITTED)
    enter(call.id, handed_in.values_list("id", flat=True))
    record(SheetChanged(actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id, panel=panel))
    return sheet


@transaction.atomic
def rate_contribution(
    actor: Actor, contribution: Contribution, marks: Mapping[str, Any], *, expected: int = 0
) -> Rating:
    """Rate a contribution, or rate it otherwise while the phase is open; marks and refusals as in `ratings.commands.rate`.

    Raises Refused (410) after the last second, (403) for one's own, (409) where it was withdrawn meanwhile.
    """
    contribution = held(contribution)
    require(may_rate(actor, contribution))
    return rate(actor, item_of(contribution), contribution.call.place, marks, expected=expected)


@transaction.atomic
def compare_contributions(actor: Actor, one: Contribution, other: Contribution, said: str) -> Duel:
    """Say which of two contributions is better: `first`, `second`, or `tie`. Raises Refused as `rate_contribution` does."""
    if one.call_id != other.call_id:
        raise Refused(_("Compare two contributions of one call."), 422)
    first, second = sorted((one, other), key=lambda each: each.id)
    here = {each.id: held(each) for each in (first, second)}
    for each in here.values():
        require(may_rate(actor, each))
    return say_which(actor, item_of(here[one.id]), item_of(here[other.id]), said, here[one.id].call.place)


@transaction.atomic
def reckon_ranking(actor: Actor, call: Call, *, then: Callable[[str], Any], panel: str = Panel.MEMBERS) -> Ranking:
    """Let the ranking of a call be reckoned; `then` enqueues the task. Raises Refused (403), (409) while it is being done."""
    call = locked(call)
    require(may_reckon(actor, call, panel))
    sheet = Sheet.objects.filter(thing=call.id, panel=panel).first()
    if sheet is None:
        raise Refused(_("What contributions are rated by has not been set yet."), 409)
    ranking = line_up_ranking(sheet, then=then)
    where: dict[str, Any] = {"thing": call.id, "space": call.place_id, "audience": call.audience_id}
    record(RankingAsked(actor=actor.id, sheet=sheet.id, **where))
    return ranking


@transaction.atomic
def note_on_pattern(actor: Actor, call: Call, key: int, text: str) -> None:
    """Note what came of looking at ratings that seem agreed; nothing written takes the note away. Raises Refused (404, 422)."""
    call = locked(call)
    require(may_look_at_patterns(actor, call))
    sheet = sheet_of(call.id)
    pattern = pattern_on(sheet, key) if sheet else None
    if pattern is None:
        raise Refused(_("That isn't there any more: the order was reckoned anew."), 404)
    note_pattern(actor, pattern, text)
    audience = hidden_audience(Kind.DRAFT, call.place, actor).id
    record(PatternNoted(actor=actor.id, thing=call.id, space=call.place_id, audience=audience, sheet=pattern.sheet_id))


def stays_sealed(call: Call) -> bool:
    """Whether nothing that is handed in is shown to others before the jury has ended."""
    jury = [phase for phase in call.way if phase.kind == PhaseKind.JURY]
    before = [phase for phase in call.way if jury and phase.opens <= jury[-1].opens]
    return bool(jury) and all(phase.seals() for phase in before)


def held(contribution: Contribution) -> Contribution:
    """A contribution as it is now, held until the caller's transaction ends: nobody withdraws it meanwhile."""
    Thing.objects.hold(contribution.id)
    found: Contribution = _contributions.first(contribution.id)
    return found


def item_of(contribution: Contribution, panel: str = Panel.MEMBERS) -> Item:
    """What stands for a contribution on the sheet of a panel. Raises Refused (409) where it isn't up."""
    item: Item | None = _items.first(contribution.call_id, panel, contribution.id)
    if item is None:
        raise Refused(_("This contribution isn't up for rating."), 409)
    return item


_contributions = Instances(
    lambda key: Contribution.objects.select_related("audience", "author", "call__audience", "call__place__root").filter(
        id=key
    ),
    UUID,
)
_items = Instances(
    lambda call, panel, thing: Item.objects.select_related("sheet").filter(
        sheet__thing=call, sheet__panel=panel, thing=thing
    ),
    UUID,
    str,
    UUID,
)
