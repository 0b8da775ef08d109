"""A batch: what is to be done to which rows, what stands against it, how far it is, what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class State(models.TextChoices):
    """Where a batch stands."""

    ASKING = "asking", _("asks")
    WEIGHING = "weighing", _("is weighed")
    WEIGHED = "weighed", _("waits for your yes")
    DOING = "doing", _("is being done")
    DONE = "done", _("done")


class Batch(models.Model):
    """Rows that someone chose, frozen as they were found, and one deed for all of them.

    `at` is how many of `keys` were weighed, or dealt with; `fits` how many may be done; `refusals` counts reasons in the
    words that the actor reads. `given` is what the deed asked for.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.CASCADE, null=True, related_name="+")
    deed = models.CharField(max_length=40)
    keys = models.JSONField(default=list)
    given = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WEIGHING)
    at = models.PositiveIntegerField(default=0)
    fits = models.PositiveIntegerField(default=0)
    refusals = models.JSONField(default=dict)
    created = models.DateTimeField(default=clock.now)
    finished = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.deed} to {len(self.keys)} ({self.state})"

    @property
    def refused(self) -> int:
        """How many rows are refused."""
        return sum(self.refusals.values())
