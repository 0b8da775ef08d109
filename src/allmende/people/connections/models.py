"""Two people who asked, are, or were not to be in contact; and the steps of a path to paid work."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class State(models.TextChoices):
    """Where it stands, as both may know."""

    ASKED = "asked", _("asked")
    MADE = "made", _("in contact")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Purpose(models.TextChoices):
    """What one asks for."""

    CONTACT = "contact", _("contact")
    MENTORING = "mentoring", _("mentoring")


class Connection(models.Model):
    """One row for two people. `declined` is known to the one who was asked alone: for who asked, nothing changes.

    A row that was withdrawn after a no stays, so that nobody asks again and again. The notes are private to each.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    asker = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    asked = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.CONTACT)
    line = PlainField(max_length=280, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    at = models.DateTimeField(default=clock.now)
    declined = models.DateTimeField(null=True)
    made = models.DateTimeField(null=True)
    asker_note = PlainField(max_length=140, blank=True)
    asked_note = PlainField(max_length=140, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Least("asker", "asked"), Greatest("asker", "asked"), name="connections_once_for_two"
            ),
            models.CheckConstraint(condition=~models.Q(asker=models.F("asked")), name="connections_between_two"),
        ]
        indexes = [
            models.Index(fields=["asker", "state", "id"], name="connections_of_asker"),
            models.Index(fields=["asked", "state", "id"], name="connections_of_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.asker_id} and {self.asked_id}: {self.state}"

    def other(self, actor: Actor) -> Actor:
        """The one of the two who isn't this one."""
        return self.asked if self.asker_id == actor.id else self.asker

    def note_of(self, actor: Actor) -> str:
        """What one of the two has noted for themselves."""
        return self.asker_note if self.asker_id == actor.id else self.asked_note


class Milestone(models.Model):
    """A step that only the person themselves can know of, such as the first paid job."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    step = models.CharField(max_length=20)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "step"], name="connections_reached_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} reached {self.step}"
