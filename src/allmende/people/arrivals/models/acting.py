"""Who acts for someone that has no device, with whose consent, and until when."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor

LONGEST = timedelta(minutes=30)
CONSENT_LASTS = timedelta(days=365)


class ActingConsent(models.Model):
    """A person wants those who care for the community to act for them. `words` is how and when they said so."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    person = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    noted_by = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    words = models.CharField(max_length=300)
    given = models.DateTimeField(default=clock.now)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person"], condition=models.Q(withdrawn=None), name="arrivals_one_consent"
            )
        ]

    def __str__(self) -> str:
        return f"consent of {self.person_id}"


class Acting(models.Model):
    """Someone acts for a person: begun, and ended by themselves or by the clock."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    by = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    person = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    begun = models.DateTimeField(default=clock.now)
    ends = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.by_id} for {self.person_id}"

    @property
    def is_on(self) -> bool:
        """Whether it goes on at this moment."""
        return self.ended is None and clock.now() < self.ends
