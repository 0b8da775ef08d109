"""Who follows what, whom, and which tags."""

from __future__ import annotations

from django.db import models

from allmende.commons.tags.models import Tag
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Follow(models.Model):
    """An actor follows a thing (a call, a contribution, a space, an organisation): they want to hear of it."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "actor"], name="follows_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} follows {self.thing_id}"


class PersonFollow(models.Model):
    """An actor follows a person: they want to hear of what that one does where both are."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Actor, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "person"], name="follows_person_once"),
            models.CheckConstraint(condition=~models.Q(actor=models.F("person")), name="follows_others"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} follows {self.person_id}"


class TagFollow(models.Model):
    """An actor follows a tag: they want to hear of what bears it."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "tag"], name="follows_tag_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} follows {self.tag_id}"
