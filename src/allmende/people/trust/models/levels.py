"""What others say counts for someone, and the levels that are earned with it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Level(models.IntegerChoices):
    """How much a community relies on someone, earned by what they do for others."""

    ARRIVED = 0, _("arrived")
    KNOWN = 1, _("known")
    RELIED_ON = 2, _("relied on")
    CARRYING = 3, _("carrying")


class Merit(models.Model):
    """Someone did something for others, and another person's act says so; one row for each giver, day and kind.

    Kept by an observer of the journal, from which it can be made anew.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    giver = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)
    kind = models.CharField(max_length=40)
    thing = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "actor", "day", "giver", "kind"], name="trust_merit_once"),
            models.CheckConstraint(condition=~models.Q(actor=models.F("giver")), name="trust_merit_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.actor_id} by {self.giver_id} on {self.day}"


class Standing(models.Model):
    """Where someone stands in a community: the level reached, on which points, and whether curators hold it there."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.ARRIVED)
    people = models.PositiveIntegerField(default=0)
    days = models.PositiveIntegerField(default=0)
    locked_until = models.DateField(null=True)
    locked_by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    lock_reason = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "actor"], name="trust_stands_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.space_id}: {self.level}"

    @property
    def points(self) -> int:
        """How many different people on as many different days: the smaller of the two numbers."""
        return min(self.people, self.days)


LEAST = 3
"""No level is had for fewer people: two friends can never lift each other, nor one busy day."""


class Rung(models.Model):
    """What a community asks for a level, and what it gives; without rows its preset holds (`rungs.rungs_of`)."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField(choices=Level)
    enter = models.PositiveSmallIntegerField()
    enter_young = models.PositiveSmallIntegerField()
    rights = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "level"], name="trust_rung_once"),
            models.CheckConstraint(
                condition=models.Q(level=0) | models.Q(enter__gte=LEAST, enter_young__gte=LEAST),
                name="trust_rung_takes_three",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} in {self.space_id}: {self.enter}"
