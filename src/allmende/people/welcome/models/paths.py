"""The welcome path of a person into a space, and the promises they make on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor
from allmende.people.welcome.models.commitments import Commitment

APART = timedelta(days=3)
"""The least time between two reminders, and between the last one and the lapse: a house that slept makes nobody late."""


class PathState(models.TextChoices):
    """Where someone is on the way in."""

    CHOOSING = "choosing", _("reads the agreements and chooses a commitment")
    WALKING = "walking", _("keeps the first commitment")
    PAUSED = "paused", _("pauses")
    ASKED = "asked", _("is asked what would help")
    ARRIVED = "arrived", _("is a full member")
    PARTED = "parted", _("has parted")


class Path(models.Model):
    """Someone's way into a space, from the admission to full membership; one per person and space."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=PathState, default=PathState.CHOOSING)
    begun = models.DateTimeField(default=clock.now)
    promised = models.DateTimeField(null=True)
    greeted = models.DateTimeField(null=True)
    """When the person first said something here: a comment, a contribution."""
    paused = models.DateTimeField(null=True)
    arrived = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "actor"], name="welcome_path_once")]
        indexes = [models.Index(fields=["space", "state"], name="welcome_path_state")]

    def __str__(self) -> str:
        return f"{self.actor_id} into {self.space_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether there is still a way to go."""
        return self.state not in {PathState.ARRIVED, PathState.PARTED}


class PromiseState(models.TextChoices):
    """Where a promise stands."""

    OPEN = "open", _("open")
    REPORTED = "reported", _("reported as kept")
    KEPT = "kept", _("kept")
    LAPSED = "lapsed", _("its time is over")
    CHANGED = "changed", _("changed for another")


class Promise(models.Model):
    """A commitment that someone has made. What is due next stands in the row, so that a worker that slept loses nothing."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    path = models.ForeignKey(Path, models.CASCADE, related_name="promises")
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="promises")
    words = PlainField(max_length=280, blank=True)
    state = models.CharField(max_length=8, choices=PromiseState, default=PromiseState.OPEN)
    made = models.DateTimeField(default=clock.now)
    due = models.DateTimeField()
    reminded = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    """When the next reminder, or after the last one the lapse, is due; empty while nothing runs."""
    reported = models.DateTimeField(null=True)
    kept = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=models.Q(state="open"), name="welcome_due")]

    def __str__(self) -> str:
        return f"{self.commitment_id} by {self.path_id}: {self.state}"

    @property
    def title(self) -> str:
        """What was promised: own words, or the words of the list."""
        return self.words or self.commitment.title

    def following(self, after: datetime) -> datetime:
        """Return when the next reminder or the lapse is due, seen from a moment: what is left of the time in even parts."""
        left = max(self.commitment.reminders - self.reminded, 0) + 1
        step = (self.due - after) / left
        return after + (max(step, APART) if self.reminded else step)
