"""Workshops of a call: when and where people learn what they need before they hand in, and who comes."""

from __future__ import annotations

from django.db import models

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class Workshop(models.Model):
    """A meeting with so many seats, at a place, by a link, or both. `taken` is how many of the seats are: never more than there are.

    `sequence` grows with each change, as calendars want it. `is_told` says that those who come have been reminded.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    call = models.ForeignKey("calls.Call", models.CASCADE, related_name="workshops")
    title = PlainField(max_length=120)
    about = PlainField(max_length=600, blank=True)
    given_by = PlainField(max_length=120, blank=True)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    place = PlainField(max_length=200, blank=True)
    link = models.CharField(max_length=500, blank=True)
    seats = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    changed = models.DateTimeField(default=clock.now)
    cancelled = models.DateTimeField(null=True)
    is_told = models.BooleanField(default=False)

    class Meta:
        ordering = ("begins", "id")
        indexes = [
            models.Index(
                fields=["begins"], condition=models.Q(is_told=False, cancelled=None), name="calls_workshop_near"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("begins")), name="calls_workshop_span"),
            models.CheckConstraint(condition=models.Q(taken__lte=models.F("seats")), name="calls_workshop_seats"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def left(self) -> int:
        """How many seats are free."""
        return self.seats - self.taken


class Seat(models.Model):
    """Someone comes to a workshop, or waits for a seat: who waits longest moves up first."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="people", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    is_waiting = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "actor"], name="calls_seat_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.workshop_id}"
