"""What is kept of a community's phases."""

from __future__ import annotations

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.identity.actors.models import Actor


class Stage(models.Model):
    """A phase of a community, in its own words: when it was on, which rooms are open in it (empty: as they are), and which gates.

    `gates` holds the way of each gate by the layer it leads to; a gate that is not named stays as it is.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    name = PlainField(max_length=80)
    description = RichTextField(max_length=4_000, blank=True)
    rooms = models.JSONField(default=list)
    gates = models.JSONField(default=dict)
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["space", "number"], name="stages_number_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_now(self) -> bool:
        """Whether the community is in it."""
        return self.began is not None and self.ended is None


class Criterion(models.Model):
    """Something that has to be reached in a phase: ticked by whom, when, and how one sees it."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    text = PlainField(max_length=300)
    met = models.DateTimeField(null=True)
    met_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    evidence = PlainField(max_length=500, blank=True)

    class Meta:
        ordering = ("number", "id")

    def __str__(self) -> str:
        return self.text


class Move(models.Model):
    """A community went on to another phase: who led it there, what was not reached by then, and why all the same."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    before = models.ForeignKey(Stage, models.CASCADE, related_name="+")
    after = models.ForeignKey(Stage, models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    unmet = models.JSONField(default=list)
    reason = PlainField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "after"], name="stages_moved_once")]

    def __str__(self) -> str:
        return f"{self.before_id} to {self.after_id}"
