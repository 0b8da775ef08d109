"""On whose behalf something was made."""

from __future__ import annotations

from django.db import models

from allmende.commons.spaces.models.space import Space
from allmende.commons.things.models import Thing


class Behalf(models.Model):
    """A thing's author made it for an organisation or a network: the byline names both."""

    thing = models.OneToOneField(Thing, models.CASCADE, primary_key=True, related_name="behalf")
    body = models.ForeignKey(Space, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.thing_id} for {self.body_id}"
