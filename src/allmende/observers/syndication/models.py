"""Secret addresses."""

from __future__ import annotations

from django.db import models

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class SecretAddress(models.Model):
    """A reader program of someone's may ask for feeds as they see them. Kept is only the digest of what stands in the address:
    256 random bits, which nobody finds by trying. `used` is the hour in which it was asked last."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    owner = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    name = PlainField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=clock.now)
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
