"""The one table of reminders."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock


class State(models.TextChoices):
    """Where a reminder stands."""

    WAITING = "waiting", _("waits for its time")
    GIVEN = "given", _("given")
    DROPPED = "dropped", _("not given")


class Why(models.TextChoices):
    """Why a reminder was not given."""

    NONE = "", ""
    PAST = "past", _("it was over before anyone looked")
    CLOSED = "closed", _("it was closed, or taken away, before")


class Reminder(models.Model):
    """That something ends, and whether people were reminded of it: one row for each end, which moves with it.

    `kind` is the key of a reason, `subject` what of its kind ends. `given` is when people were reminded last; an end that moves out
    of that reminder's reach waits again.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    thing = models.UUIDField()
    ends = models.DateTimeField()
    due = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    given = models.DateTimeField(null=True)
    why = models.CharField(max_length=6, choices=Why, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="reminders_once")]
        indexes = [models.Index(fields=["due"], condition=models.Q(state="waiting"), name="reminders_due")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject}: {self.state}"
