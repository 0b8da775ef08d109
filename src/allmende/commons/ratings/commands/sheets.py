"""Placing a sheet beside a thing, and what is rated by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from allmende.commons.ratings.models import Asked, Criterion, Duel, Item, Panel, Rating, Sheet, Way, draw_lot
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Refused

MOST_CRITERIA = 12
HEAVIEST = 100
SCALE = range(2, 11)


@dataclass(frozen=True)
class CriterionText:
    """A criterion as it is set: names and the ends of its scale by language."""

    name: dict[str, str]
    asked: str = Asked.POINTS
    weight: int = 1
    low: dict[str, str] = field(default_factory=dict)
    high: dict[str, str] = field(default_factory=dict)


def place_sheet(
    thing: Thing, criteria: Sequence[CriterionText], *, panel: str = Panel.MEMBERS, way: str = Way.POINTS, top: int = 5,
    is_blind: bool = False, revision: int | None = None,
) -> Sheet:  # fmt: skip
    """Place a sheet beside a thing or change it, within the caller's transaction, who holds the thing.

    Once someone has rated, only words can change: what was answered stays the answer to the same question. Raises Refused (422)
    for what can't be asked, (409) for another kind, weight, number or scale after the first rating, or another revision.
    """
    _check(criteria, way, top)
    sheet = Sheet.objects.select_for_update().filter(thing=thing.id, panel=panel).first()
    if sheet is None:
        sheet = Sheet.objects.create(thing_id=thing.id, panel=panel, way=way, top=top, is_blind=is_blind)
    elif revision not in (None, sheet.revision):
        raise Refused(_("This was saved in another window in the meantime. Load the page again."), 409)
    else:
        _require_same(sheet, criteria, (way, top, is_blind))
        sheet.way, sheet.top, sheet.is_blind, sheet.revision = way, top, is_blind, sheet.revision + 1
        sheet.save()
    _write(sheet, criteria)
    return sheet


def _check(criteria: Sequence[CriterionText], way: str, top: int) -> None:
    if way not in Way.values:
        raise Refused(_("A sheet is answered by criteria, or by comparing two."), 422)
    if top not in SCALE:
        raise Refused(_("A scale goes from 1 to 2 at least, and to 10 at most."), 422)
    if len(criteria) > MOST_CRITERIA:
        raise Refused(_("Ask for twelve things at most: nobody weighs more with care."), 422)
    if not all(any(text.strip() for text in one.name.values()) for one in criteria):
        raise Refused(_("Give each criterion a name."), 422)
    if way == Way.POINTS and not any(one.asked == Asked.POINTS for one in criteria):
        raise Refused(_("Ask for points at least once: facts alone give no order."), 422)
    if any(one.asked not in Asked.values for one in criteria):
        raise Refused(_("A criterion asks for points, for yes or no, or for a number."), 422)
    if not all(1 <= one.weight <= HEAVIEST for one in criteria):
        raise Refused(_("A weight is a whole number from 1 to 100. What doesn't count is a fact, or is left out."), 422)


def _require_same(sheet: Sheet, criteria: Sequence[CriterionText], manner: tuple[str, int, bool]) -> None:
    """Raise Refused (409) where what was answered already would become the answer to another question."""
    before = [(one.asked, one.weight) for one in sheet.criteria.all()]
    same = before == [(one.asked, one.weight) for one in criteria] and manner == (sheet.way, sheet.top, sheet.is_blind)
    if not same and (sheet.ratings.exists() or sheet.duels.exists()):
        raise Refused(_("People have rated already: only the words can still change, not what counts how much."), 409)


def _write(sheet: Sheet, criteria: Sequence[CriterionText]) -> None:
    """Write criteria over those that stand in the same places, so that answers keep their questions."""
    there = {one.position: one for one in sheet.criteria.all()}
    for position, one in enumerate(criteria):
        row = there.pop(position, None) or Criterion(sheet=sheet, position=position)
        row.asked, row.weight, row.name, row.low, row.high = one.asked, one.weight, one.name, one.low, one.high
        row.save()
    Criterion.objects.filter(pk__in=[row.pk for row in there.values()]).delete()


def enter(place: UUID, things: Iterable[UUID]) -> None:
    """Let things be rated by all sheets of a place; what was there before keeps its ratings. Within the caller's transaction."""
    things = list(things)
    sheets = list(Sheet.objects.filter(thing=place).values_list("id", flat=True)) if things else []
    if not sheets:
        return
    rows = [Item(sheet_id=sheet, thing_id=thing, lot=draw_lot()) for sheet in sheets for thing in things]
    Item.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    Item.objects.filter(sheet__in=sheets, thing__in=things, is_up=False).update(is_up=True)


def leave(thing: UUID) -> None:
    """Offer a thing to nobody any more; its ratings stay, for it may come back. Within the caller's transaction."""
    Item.objects.filter(thing=thing, is_up=True).update(is_up=False)


def recount(items: Iterable[int]) -> None:
    """Count the ratings of items anew, after some came or went beside the commands; within the caller's transaction."""
    wanted = list(items)
    rows = (
        Rating.objects.filter(item__in=wanted).values_list("item").annotate(Count("id"), Count("score"), Sum("score"))
    )
    found = {item: counts for item, *counts in rows}
    duels = Counter(
        item
        for pair in Duel.objects.filter(Q(first__in=wanted) | Q(second__in=wanted)).values_list("first", "second")
        for item in pair
    )
    for item in wanted:
        raters, count, total = found.get(item, (0, 0, 0))
        Item.objects.filter(pk=item).update(raters=raters + duels[item], count=count, total=total or 0)
