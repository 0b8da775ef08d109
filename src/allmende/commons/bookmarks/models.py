"""What someone has saved."""

from __future__ import annotations

from django.db import models

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Bookmark(models.Model):
    """An actor keeps a thing for later. Ids are in the order in which things were saved."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="bookmarks")

    class Meta:
        indexes = [models.Index(fields=["actor", "id"], name="bookmarks_list")]
        constraints = [models.UniqueConstraint(fields=["actor", "thing"], name="bookmarks_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} keeps {self.thing_id}"
