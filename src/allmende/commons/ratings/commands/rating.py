"""Rating, and rating otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.ratings.activities import RatingChanged, RatingGiven
from allmende.commons.ratings.models import MILLI, Asked, Criterion, Earlier, Item, Rating, Sheet
from allmende.commons.ratings.queries.sheets import criteria_of, rating_of
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hidden_audience
from allmende.foundation import clock
from allmende.foundation.composed import Instances
from allmende.foundation.journal.commands import record
from allmende.foundation.journal.hands import are_hands_lent
from allmende.foundation.verdicts import Refused, Text
from allmende.identity.actors.models import Actor

type Marks = dict[str, int | bool | None]
LARGEST = 10**9
"""The largest number that a fact may be."""


def rate(actor: Actor, item: Item, space: Space, marks: Mapping[str, Any], *, expected: int = 0) -> Rating:
    """Rate an item, or rate it otherwise, within the caller's transaction; `marks` by criterion (its id as text), null: abstain.

    `expected` is the revision that the form showed (0: not rated yet). The same marks again change nothing. Raises Refused (422)
    naming each criterion that isn't answered as asked, (409) when another window was faster, (403) for somebody else's hands.
    """
    if are_hands_lent():
        raise Refused(_("Nobody rates for someone else."))
    sheet: Sheet = item.sheet
    criteria = criteria_of(sheet)
    clean = _cleaned(sheet, criteria, marks)
    _held(item.pk)
    before = rating_of(actor, item)
    if before is not None and before.marks == clean:
        return before
    if (before.revision if before else 0) != expected:
        raise Refused(_("You rated this in another window in the meantime. Load the page again and look at it."), 409)
    score, scored = score_of(criteria, clean), before.score if before else None
    rating = _change(before, clean, score) if before else _give(actor, item, clean, score)
    _count(item, scored, score, is_new=before is None)
    where: dict[str, Any] = {
        "actor": actor.id, "thing": item.thing_id, "space": space.id, "sheet": sheet.id,
        "audience": hidden_audience(Kind.DRAFT, space, actor).id,
    }  # fmt: skip
    record(RatingChanged(**where, revision=rating.revision) if before else RatingGiven(**where))
    return rating


_held = Instances(lambda item: Item.objects.select_for_update(of=("self",)).filter(pk=item), int)


def _give(actor: Actor, item: Item, marks: Marks, score: int | None) -> Rating:
    return Rating.objects.create(item=item, sheet_id=item.sheet_id, rater=actor, marks=marks, score=score)


def _change(rating: Rating, marks: Marks, score: int | None) -> Rating:
    Earlier.objects.create(rating=rating, marks=rating.marks, score=rating.score)
    rating.marks, rating.score, rating.changed = marks, score, clock.now()
    rating.revision += 1
    rating.save()
    return rating


def _count(item: Item, before: int | None, score: int | None, *, is_new: bool) -> None:
    Item.objects.filter(pk=item.pk).update(
        raters=F("raters") + int(is_new),
        count=F("count") + int(score is not None) - int(before is not None),
        total=F("total") + (score or 0) - (before or 0),
    )


def score_of(criteria: Sequence[Criterion], marks: Marks) -> int | None:
    """Return the weighted mean of the points in thousandths, of those criteria that were answered; None where none was."""
    answered = [
        (one.weight, points)
        for one in criteria
        if one.asked == Asked.POINTS and (points := marks.get(str(one.pk))) is not None
    ]
    weights = sum(weight for weight, _points in answered)
    return round(MILLI * sum(weight * points for weight, points in answered) / weights) if weights else None


def _cleaned(sheet: Sheet, criteria: Sequence[Criterion], marks: Mapping[str, Any]) -> Marks:
    known = {str(one.pk): one for one in criteria}
    errors: dict[str, Text] = {key: _("This isn't asked here.") for key in marks.keys() - known.keys()}
    errors |= {key: fault for key, one in known.items() if (fault := _fault(sheet, one, marks.get(key, ...)))}
    if errors:
        raise Refused(_("Answer each criterion, or abstain from it."), 422, errors=errors)
    clean: Marks = {key: marks[key] for key in known}
    return clean


def _fault(sheet: Sheet, criterion: Criterion, mark: Any) -> Text:
    """Say what is wrong with an answer; empty when nothing is."""
    if mark is ...:
        return _("Answer this, or abstain.")
    if mark is None:
        return ""
    if criterion.asked == Asked.YES_NO:
        return "" if isinstance(mark, bool) else _("Answer yes or no, or abstain.")
    is_number = isinstance(mark, int) and not isinstance(mark, bool)
    if criterion.asked == Asked.NUMBER:
        return "" if is_number and 0 <= mark <= LARGEST else _("Enter a whole number from 0 on, or abstain.")
    told = _("Choose from 1 to %(top)s, or abstain.") % {"top": sheet.top}
    return "" if is_number and 1 <= mark <= sheet.top else told
