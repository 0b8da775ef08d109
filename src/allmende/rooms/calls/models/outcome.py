"""What came of a call."""

from __future__ import annotations

from django.db import models

from allmende.foundation import clock
from allmende.foundation.text.fields import RichTextField
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models.call import Call
from allmende.rooms.calls.models.contribution import Contribution, Ending


class Outcome(models.Model):
    """The counted result (the counting library's own JSON, exact), and what the hosts tell about it."""

    call = models.OneToOneField(Call, models.CASCADE, primary_key=True, related_name="outcome")
    result = models.JSONField(null=True)
    counted = models.DateTimeField(null=True)
    text = RichTextField(max_length=20_000, blank=True)
    told_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    told = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"outcome of {self.call_id}"


class OutcomeWord(models.Model):
    """What the hosts say to those who made a contribution; or, without one, to all whose contributions ended alike."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="outcome_words")
    contribution = models.OneToOneField(Contribution, models.CASCADE, null=True, related_name="outcome_word")
    ending = models.CharField(max_length=11, choices=Ending, blank=True)
    text = RichTextField(max_length=4000)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "ending"], condition=models.Q(contribution=None), name="calls_word_for_all"
            )
        ]

    def __str__(self) -> str:
        return f"word on {self.contribution_id or self.ending}"


class Thanks(models.Model):
    """Thanks to one person for one call: for what they handed in and said. That they voted is thanked for in private only."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="thanks")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    contributions = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name_plural = "thanks"
        constraints = [models.UniqueConstraint(fields=["call", "actor"], name="calls_thanks_once")]

    def __str__(self) -> str:
        return f"thanks to {self.actor_id}"
