"""What is remembered of lists that were taken along."""

from __future__ import annotations

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import LANGUAGES, Actor


class Choice(models.Model):
    """The columns that someone chose of a list when they took it along last."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    sheet = models.CharField(max_length=40)
    columns = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "sheet"], name="sheets_choice_once")]

    def __str__(self) -> str:
        return f"{self.sheet} of {self.actor_id}"


class Export(models.Model):
    """A long list that is being written, or waits to be fetched until `expires`; `rows` is how many are written so far."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    root = models.ForeignKey(Space, models.CASCADE, related_name="+")
    sheet = models.CharField(max_length=40)
    query = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    form = models.CharField(max_length=4)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    job = models.UUIDField(null=True)
    rows = models.PositiveIntegerField(default=0)
    asked = models.DateTimeField(default=clock.now)
    ready = models.DateTimeField(null=True)
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.sheet} for {self.actor_id}"

    @property
    def path(self) -> str:
        """Where its file lies in the storage."""
        return f"exports/{self.id}.{self.form}"
