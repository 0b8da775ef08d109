"""The ranking that was reckoned of a sheet, as it was then."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.ratings.models.rating import Item, Sheet


class RankingState(models.TextChoices):
    """Where a ranking stands."""

    RECKONING = "reckoning", _("is being reckoned")
    READY = "ready", _("reckoned")


class Ranking(models.Model):
    """What the ratings of a sheet came to: `ratings` of them, at an instant; reckoned again, it is written over.

    `summary` are the figures behind it: the mean, where the spread comes from, how it was solved. `job` reckons it and knows how
    far it is.
    """

    sheet = models.OneToOneField(Sheet, models.CASCADE, primary_key=True, related_name="ranking")
    state = models.CharField(max_length=10, choices=RankingState, default=RankingState.RECKONING)
    job = models.UUIDField(null=True)
    at = models.DateTimeField(null=True)
    ratings = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"ranking of {self.sheet_id}"


class Place(models.Model):
    """One item's place: corrected score, its standard error and the plain mean in thousandths, and of how many ratings.

    Of pairs the score is the share of comparisons with an average item that it would win, in thousandths.
    """

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="place")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="places", db_index=False)
    rank = models.PositiveIntegerField()
    score = models.IntegerField()
    error = models.PositiveIntegerField()
    mean = models.IntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["sheet", "rank", "item"], name="ratings_places")]

    def __str__(self) -> str:
        return f"{self.rank}. {self.item_id}"
