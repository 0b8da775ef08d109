"""Who follows what."""

from __future__ import annotations

from django.db import models

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Follow(models.Model):
    """An actor follows a thing: they want to hear of it."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "actor"], name="follows_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} follows {self.thing_id}"
