"""Taking everything along, and leaving."""

from __future__ import annotations

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Takeout(models.Model):
    """One archive of everything that is kept of someone. `ready` is when it could be fetched, until `expires`; `space` is
    the community that it was asked of, and that writes.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.SET_NULL, null=True, related_name="+")
    job = models.UUIDField(null=True)
    asked = models.DateTimeField(default=clock.now)
    ready = models.DateTimeField(null=True)
    expires = models.DateTimeField(null=True, db_index=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["actor", "-id"], name="consent_takeouts")]

    def __str__(self) -> str:
        return f"everything of {self.actor_id}"

    @property
    def path(self) -> str:
        """Where its file lies in the storage."""
        return f"takeouts/{self.id}.zip"


class Departure(models.Model):
    """Someone wants to leave for good on `due`; signing in before takes it back.

    `keeps_contributions` says whether what they made for others stays without their name, or its words go too.
    """

    actor = models.OneToOneField(Actor, models.CASCADE, primary_key=True, related_name="+")
    keeps_contributions = models.BooleanField()
    asked = models.DateTimeField(default=clock.now)
    due = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.actor_id} leaves on {self.due}"
