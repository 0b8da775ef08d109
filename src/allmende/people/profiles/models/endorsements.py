"""Endorsements: someone says, in a sentence, that another can do what they say."""

from __future__ import annotations

from django.db import models

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor
from allmende.people.profiles.models.details import Detail


class Endorsement(models.Model):
    """One skill of one person, endorsed by another; it shows once `accepted` by the endorsed."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    detail = models.ForeignKey(Detail, models.CASCADE, related_name="endorsements", db_index=False)
    by = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    sentence = PlainField(max_length=280)
    at = models.DateTimeField(default=clock.now)
    accepted = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["detail", "by"], name="profiles_endorsed_once")]

    def __str__(self) -> str:
        return f"{self.by_id} of {self.detail_id}"
