"""The sheet and what it asks, what is rated by it, the ratings, and what they said before."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.foundation.text.multilingual import MultilingualField, text_for
from allmende.identity.actors.models import Actor

LOTS = 2**31
"""So many lots there are."""
MILLI = 1000
"""Scores are kept in thousandths of a point."""


class Panel(models.TextChoices):
    """Who rates by a sheet."""

    MEMBERS = "members", _("Members")
    JURY = "jury", _("Jury")


class Asked(models.TextChoices):
    """What a criterion asks: points count; facts are collected and never summed."""

    POINTS = "points", pgettext_lazy("kind of criterion", "Points")
    YES_NO = "yes-no", pgettext_lazy("kind of criterion", "Fact: yes or no")
    NUMBER = "number", pgettext_lazy("kind of criterion", "Fact: a number")


class Way(models.TextChoices):
    """How a sheet is answered."""

    POINTS = "points", _("by criteria")
    PAIRS = "pairs", _("by comparing two")


def draw_lot() -> int:
    """Draw a place among what was rated equally often."""
    return secrets.randbelow(LOTS)


class Sheet(models.Model):
    """What a panel is asked about the things of one place (the contributions to a call): criteria on a scale from 1 to `top`.

    Its `way` is to rate by criteria or to compare two at a time. Where it `is_blind` those who rate don't learn who made what. `revision` grows with each change of the sheet.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="sheets", db_index=False)
    panel = models.CharField(max_length=8, choices=Panel, default=Panel.MEMBERS)
    way = models.CharField(max_length=6, choices=Way, default=Way.POINTS, db_default=Way.POINTS)
    top = models.PositiveSmallIntegerField(default=5)
    is_blind = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing", "panel"], name="ratings_sheet_once"),
            models.CheckConstraint(condition=models.Q(top__gte=2, top__lte=10), name="ratings_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.panel} of {self.thing_id}"


class Criterion(models.Model):
    """One thing that a sheet asks, with what the two ends of the scale mean. Weights are shares of their sum."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="criteria", db_index=False)
    position = models.PositiveSmallIntegerField()
    asked = models.CharField(max_length=8, choices=Asked, default=Asked.POINTS)
    name = MultilingualField(limit=120)
    low = MultilingualField(limit=120)
    high = MultilingualField(limit=120)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["sheet", "position"], name="ratings_criterion_place"),
            models.CheckConstraint(condition=models.Q(weight__gte=1, weight__lte=100), name="ratings_weight"),
        ]

    def __str__(self) -> str:
        return text_for(self.name)


class Item(models.Model):
    """A thing that is rated by a sheet, with what its ratings come to; kept, so that nothing counts them.

    `raters` rated it (or compared it so often), `count` of them gave points, `total` is the sum of their scores (thousandths). `lot` is its place among
    what was rated equally often; what isn't up (withdrawn, in the bin) is not offered.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="items", db_index=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="rated")
    raters = models.PositiveIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    lot = models.PositiveIntegerField(default=draw_lot, editable=False)
    is_up = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "thing"], name="ratings_item_once")]
        indexes = [models.Index(fields=["sheet", "is_up", "raters", "lot"], name="ratings_next")]

    def __str__(self) -> str:
        return f"{self.thing_id}: {self.count}"


class Rating(models.Model):
    """What one person answered about one item: `marks` by criterion (points, true or false, a number; null: abstained).

    `score` is the weighted mean of the points in thousandths; empty where they abstained from all of them. Ids are in the
    order of time; `changed` is when it last was.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="ratings", db_index=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="ratings", db_index=False)
    rater = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    marks = models.JSONField(default=dict)
    score = models.PositiveIntegerField(null=True)
    revision = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "rater"], name="ratings_once")]
        indexes = [models.Index(fields=["sheet", "rater", "id"], name="ratings_mine")]

    def __str__(self) -> str:
        return f"{self.rater_id} on {self.item_id}: {self.score}"


class Earlier(models.Model):
    """What a rating said before it was changed: the trail that curators see. `until` is when it was changed."""

    rating = models.ForeignKey(Rating, models.CASCADE, related_name="earlier")
    marks = models.JSONField()
    score = models.PositiveIntegerField(null=True)
    until = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name_plural = "earlier"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.rating_id} until {self.until}"


class Recusal(models.Model):
    """Someone who rates stands too near to what is rated, and stays out of it. The reason is read by those who answer for the call alone."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="recusals", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    reason = PlainField(max_length=500)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "actor"], name="ratings_recused_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} stays out of {self.item_id}"
