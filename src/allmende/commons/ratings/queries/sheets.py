"""What a sheet asks, and what someone answered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allmende.commons.ratings.models import Asked, Criterion, Item, Panel, Rating, Recusal, Sheet
from allmende.foundation.composed import Instances
from allmende.foundation.kept import kept
from allmende.foundation.text.multilingual import text_for
from allmende.identity.actors.models import Reader

type Answer = int | bool | None


@dataclass(frozen=True)
class Question:
    """A criterion in the reader's language, with their own answer where they gave one."""

    id: str
    asked: str
    name: str
    low: str
    high: str
    weight: int
    share: int
    """What it counts of the whole, in per cent; 0 for facts."""
    points: tuple[int, ...]
    answer: Answer = None
    is_answered: bool = False

    @property
    def is_fact(self) -> bool:
        """Whether it is collected, and never summed."""
        return self.asked != Asked.POINTS


def sheet_of(place: UUID, panel: str = Panel.MEMBERS) -> Sheet | None:
    """Return the sheet that stands beside a thing for a panel."""
    return kept(("sheet", place, panel), lambda: _sheets.first(place, panel), house=True)


def criteria_of(sheet: Sheet) -> list[Criterion]:
    """Return what a sheet asks, in its order."""
    return kept(("criteria", sheet.id, sheet.revision), lambda: _criteria(sheet.id), house=True)


_sheets = Instances(lambda place, panel: Sheet.objects.filter(thing=place, panel=panel), UUID, str)
_criteria = Instances(lambda sheet: Criterion.objects.filter(sheet=sheet), UUID)


def item_on(sheet: Sheet, thing: UUID) -> Item | None:
    """Return what stands for a thing on a sheet."""
    item: Item | None = _items.first(sheet.id, thing)
    if item is not None:
        item.sheet = sheet
    return item


_items = Instances(lambda sheet, thing: Item.objects.filter(sheet=sheet, thing=thing), UUID, UUID)


def rating_of(reader: Reader, item: Item) -> Rating | None:
    """Return how the reader rated an item."""
    return None if reader.is_guest else _ratings.first(item.pk, reader.id)


_ratings = Instances(lambda item, rater: Rating.objects.filter(item=item, rater=rater), int, UUID)


def questions_of(sheet: Sheet, rating: Rating | None = None) -> list[Question]:
    """Return what a sheet asks, with the answers of a rating."""
    criteria = criteria_of(sheet)
    whole = sum(one.weight for one in criteria if one.asked == Asked.POINTS)
    return [_question(sheet, one, whole, rating.marks if rating else {}) for one in criteria]


def _question(sheet: Sheet, one: Criterion, whole: int, marks: dict[str, Answer]) -> Question:
    counts = one.asked == Asked.POINTS
    return Question(
        id=str(one.pk), asked=one.asked, name=text_for(one.name), low=text_for(one.low), high=text_for(one.high), weight=one.weight,
        share=round(100 * one.weight / whole) if counts and whole else 0,
        points=tuple(range(1, sheet.top + 1)) if counts else (), answer=marks.get(str(one.pk)), is_answered=str(one.pk) in marks,
    )  # fmt: skip


def has_recused(reader: Reader, item: Item) -> bool:
    """Whether the reader stays out of an item."""
    return not reader.is_guest and Recusal.objects.filter(item=item, actor=reader.id).exists()


def has_rated(reader: Reader, sheet: Sheet, thing: UUID) -> bool:
    """Whether the reader has rated a thing by a sheet."""
    return not reader.is_guest and Rating.objects.filter(item__thing=thing, sheet=sheet, rater=reader.id).exists()
