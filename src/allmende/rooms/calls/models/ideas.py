"""A table of ideas on its way into a call, and which line became which contribution."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from allmende.foundation import clock
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models.call import Call
from allmende.rooms.calls.models.contribution import Contribution
from allmende.rooms.calls.models.imports import ImportState

UNDO = timedelta(days=30)
"""So long the file stays, what was left out can be fetched, and the import be undone."""


class IdeaImport(models.Model):
    """One file of ideas. `columns` says for each column which field it is (empty: left out).

    `problems` are the first ones as codes with line, column and value; `rejected` is how many lines stay out because of them.
    `summary` is the dry run: what the file is, how many ideas are new or here already, and the first lines. After the import
    it holds what came of it. `undone` is when what it brought was taken back; `job` does the work.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    call = models.ForeignKey(Call, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    columns = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    rejected = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict)
    job = models.UUIDField(null=True)
    created = models.DateTimeField(default=clock.now)
    undone = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["call", "-id"], name="calls_idea_imports")]

    def __str__(self) -> str:
        return self.name

    @property
    def until(self) -> datetime:
        """The last moment at which its file is here and it can be undone."""
        return self.created + UNDO


class ImportedIdea(models.Model):
    """A contribution came from a line: `source` is what it is there, so that the same line never makes two of it."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="+")
    source = models.CharField(max_length=120)
    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="came_from")
    brought_by = models.ForeignKey(IdeaImport, models.SET_NULL, null=True, related_name="ideas")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "source"], name="calls_idea_once")]

    def __str__(self) -> str:
        return f"{self.contribution_id} from {self.source}"
