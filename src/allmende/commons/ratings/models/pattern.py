"""What in the ratings of a sheet is worth a look: people whose answers look agreed, and what came of looking."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.ratings.models.rating import Sheet
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class PatternKind(models.TextChoices):
    """What was noticed; the names are those of `judging.Kind`."""

    MUTUAL = "mutual", _("They rate each other's work far above what others give")
    ALIKE = "alike", _("The same things are far from everyone else's ratings in both of their eyes")
    DEVOTED = "devoted", _("One rates almost only what the other made, and far above what others give")
    BURST = "burst", _("Many high ratings of one thing within ten minutes")


class Pattern(models.Model):
    """Ratings that look agreed, as the last reckoning found them; they count like all others.

    `key` says of whom and what: what came of looking (`note`, by whom and when) stays as long as the same is found again.
    `above` is how far the ratings lie above what others give, in hundredths of the usual spread; `chance` how likely that is
    by chance alone; `items` what was rated.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="patterns", db_index=False)
    kind = models.CharField(max_length=8, choices=PatternKind)
    key = models.CharField(max_length=64)
    items = models.JSONField(default=list)
    ratings = models.PositiveIntegerField()
    above = models.IntegerField()
    chance = models.FloatField()
    at = models.DateTimeField(default=clock.now)
    note = PlainField(max_length=500, blank=True, default="")
    by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    noted = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "key"], name="ratings_pattern_once")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.sheet_id}"


class Involved(models.Model):
    """Somebody whose ratings, or whose work, a pattern is about."""

    pattern = models.ForeignKey(Pattern, models.CASCADE, related_name="involved", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "involved"
        constraints = [models.UniqueConstraint(fields=["pattern", "actor"], name="ratings_involved_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.pattern_id}"
