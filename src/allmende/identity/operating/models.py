"""Accounts that rest."""

from __future__ import annotations

from django.db import models

from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Suspension(models.Model):
    """Someone can't sign in until a day: who said so, why, and how it ended."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="suspensions")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=600)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor"], condition=models.Q(ended=None), name="operating_one_suspension")
        ]
        indexes = [models.Index(fields=["until"], condition=models.Q(ended=None), name="operating_due")]

    def __str__(self) -> str:
        return f"{self.actor_id} until {self.until:%Y-%m-%d}"
