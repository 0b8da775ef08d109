"""What someone is told, and whether they have read it."""

from __future__ import annotations

from django.db import models

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Notice(models.Model):
    """One activity that concerns one actor. The words are made when it is read; ids are in the order of time.

    `spot` is where exactly within the thing; `reason` the key of why they are told (`foundation/journal/concerns.py`).
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    activity = models.UUIDField()
    reason = models.CharField(max_length=40)
    by = models.UUIDField()
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="+")
    spot = models.ForeignKey(Thing, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "actor"], name="notices_once")]
        indexes = [
            models.Index(fields=["actor", "-id"], name="notices_page"),
            models.Index(fields=["actor", "-id"], condition=models.Q(read_at=None), name="notices_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} to {self.actor_id}"
