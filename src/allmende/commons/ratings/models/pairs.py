"""Which of two somebody finds better."""

from __future__ import annotations

from django.db import models

from allmende.commons.ratings.models.rating import Item, Sheet
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Duel(models.Model):
    """One person compared two items once: `first` is the one with the lower key, `got` what it got in half wins (2 won, 1 a tie, 0 lost)."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="duels", db_index=False)
    rater = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    first = models.ForeignKey(Item, models.CASCADE, related_name="+")
    second = models.ForeignKey(Item, models.CASCADE, related_name="+")
    got = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["sheet", "rater"], name="ratings_duels")]
        constraints = [
            models.UniqueConstraint(fields=["rater", "first", "second"], name="ratings_duel_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="ratings_duel_order"),
            models.CheckConstraint(condition=models.Q(got__lte=2), name="ratings_duel_got"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} against {self.second_id}: {self.got}"
