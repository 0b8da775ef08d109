"""What lies in the bin."""

from __future__ import annotations

from django.db import models

from allmende.commons.audiences.models import Audience
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Binned(models.Model):
    """A thing that was put in the bin: where it stood, by whom and when. Ids are in the order of time."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    thing = models.OneToOneField(Thing, models.CASCADE, related_name="binned")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.thing_id} in the bin"
