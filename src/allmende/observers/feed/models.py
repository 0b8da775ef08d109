"""The feed's own copy of the journal: only what it needs to walk quickly."""

from __future__ import annotations

from django.db import models

from allmende.commons.audiences.models import Audience
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Actor


class FeedRow(models.Model):
    """One activity of interest to people, under the journal's number.

    `audience` is the thing's as it stood when the observer last came by: it lets a page be found by walking one index. Who may
    see a row is decided by the thing's own audience when the page is read. `actor` is whom the sentence is about,
    `spot` where exactly it happened, `behalf` the voice of the organisation for which they did it.
    """

    seq = models.BigIntegerField(primary_key=True)
    root = models.UUIDField()
    space = models.UUIDField()
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="+")
    spot = models.ForeignKey(Thing, models.CASCADE, null=True, related_name="+")
    actor = models.UUIDField()
    behalf = models.UUIDField(null=True)
    name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["root", "-seq", "audience"], name="feed_root"),
            models.Index(fields=["space", "-seq", "audience"], name="feed_space"),
            models.Index(fields=["actor", "-seq", "audience"], name="feed_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.name}"


class Look(models.Model):
    """How far someone has looked at the news of a community (`root`): what came later is new to them."""

    pk = models.CompositePrimaryKey("actor_id", "root")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    root = models.UUIDField()
    seq = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.actor_id} has seen {self.seq}"
