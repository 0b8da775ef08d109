"""What a session takes down: notes, groups of notes, dots; and what is kept of it as things of the space."""

from __future__ import annotations

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.identity.actors.models import Actor
from allmende.rooms.methods.models.session import Session

LONGEST_NOTE = 500


class Cluster(models.Model):
    """Notes that belong together, under a name."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="clusters")
    name = PlainField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "name"], name="methods_cluster_once")]

    def __str__(self) -> str:
        return self.name


class Finding(Thing):
    """Something that came out of a session, in the space: it is found, discussed and taken outward like all things."""

    thing_ptr = models.OneToOneField(
        Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_finding"
    )
    place = models.ForeignKey(Space, models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, related_name="findings")
    text = RichTextField(max_length=20_000, blank=True)
    summary = PlainField(max_length=280, blank=True)

    objects = ThingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class Note(models.Model):
    """A note on the wall. `sheet` is on whose sheet it stands where sheets go round."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="notes")
    author = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    step = models.SmallIntegerField()
    sheet = models.PositiveSmallIntegerField(null=True)
    text = PlainField(max_length=LONGEST_NOTE)
    cluster = models.ForeignKey(Cluster, models.SET_NULL, null=True, related_name="notes")
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.text


class Dot(models.Model):
    """Someone gives a note weight."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="dots")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "actor"], name="methods_dot_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} on {self.note_id}"
