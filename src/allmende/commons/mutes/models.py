"""What and whom someone has muted, and whom they have blocked."""

from __future__ import annotations

from django.db import models

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Mute(models.Model):
    """An actor doesn't want to hear of a person, or of a thing with all that is said about it (a space: of all that happens in it)."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+")
    thing = models.ForeignKey(Thing, models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["actor", "id"], name="mutes_list")]
        constraints = [
            models.UniqueConstraint(fields=["actor", "person"], name="mutes_person_once"),
            models.UniqueConstraint(fields=["actor", "thing"], name="mutes_thing_once"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(thing__isnull=True), name="mutes_one_of_both"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} mutes {self.person_id or self.thing_id}"


class Block(models.Model):
    """An actor wants nothing to do with another: neither reaches the other any more."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Actor, models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["actor", "id"], name="mutes_blocked")]
        constraints = [
            models.UniqueConstraint(fields=["actor", "other"], name="mutes_block_once"),
            models.CheckConstraint(condition=~models.Q(actor=models.F("other")), name="mutes_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} blocks {self.other_id}"
