"""What someone agreed to beyond what is needed, and when they took it back."""

from __future__ import annotations

from django.db import models

from allmende.foundation import clock
from allmende.identity.actors.models import LANGUAGES, Actor


class Consent(models.Model):
    """One time that someone said yes or no to a purpose; the latest row holds. `words` are those they read."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=40)
    is_given = models.BooleanField()
    words = models.CharField(max_length=600)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["actor", "purpose", "-id"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.actor_id}: {self.purpose} {'yes' if self.is_given else 'no'}"
