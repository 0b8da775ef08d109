"""The earlier words of things."""

from __future__ import annotations

from django.db import models

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Version(models.Model):
    """What a thing said before it was changed: plain JSON of the room that owns the kind.

    `author` is who made the change that ended it, `at` when that was. Numbers count from 1 within a thing.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    snapshot = models.JSONField()
    author = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    note = models.CharField(max_length=280, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "number"], name="versions_number")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.thing_id}"
