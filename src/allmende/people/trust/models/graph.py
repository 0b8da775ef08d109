"""What was found in a community's trust graph, kept from one reckoning to the next."""

from __future__ import annotations

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.foundation import clock


class Survey(models.Model):
    """The measures of a community's graph at one moment: bridges, lonely nodes, closed circles, each with the ids it is about."""

    space = models.OneToOneField(Space, models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    people = models.PositiveIntegerField(default=0)
    ties = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"survey of {self.space_id}"
