"""Makers of sheets and ratings for tests."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from allmende.commons.ratings.commands import CriterionText, enter, place_sheet, rate
from allmende.commons.ratings.models import Asked, Item, Rating, Sheet
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Actor

USUAL = (
    CriterionText({"en": "Idea", "de": "Idee"}, weight=3, low={"en": "known"}, high={"en": "new"}),
    CriterionText({"en": "Feasible", "de": "Machbar"}, weight=1, low={"en": "hardly"}, high={"en": "at once"}),
    CriterionText({"en": "Is there a place for it?", "de": "Gibt es einen Platz dafür?"}, asked=Asked.YES_NO),
)


def make_sheet(place: Thing, *things: Thing, **options: Any) -> Sheet:
    """Place a sheet with two criteria and a fact, by which things are rated."""
    with transaction.atomic():
        sheet = place_sheet(place, options.pop("criteria", USUAL), **options)
        enter(place.id, [thing.id for thing in things])
    return sheet


def answers(sheet: Sheet, *values: int | bool | None) -> dict[str, int | bool | None]:
    """Return marks for the criteria in their order."""
    return {str(one.pk): value for one, value in zip(sheet.criteria.all(), values, strict=True)}


def make_rating(rater: Actor, sheet: Sheet, thing: Thing, *values: int | bool | None, expected: int = 0) -> Rating:
    """Rate a thing by the criteria in their order."""
    item = Item.objects.select_related("sheet").get(sheet=sheet, thing=thing.id)
    with transaction.atomic():
        return rate(rater, item, Space.objects.get(pk=thing.space_id), answers(sheet, *values), expected=expected)
