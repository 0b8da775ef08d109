"""A file of people on its way in, and where each of them came from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class ImportState(models.TextChoices):
    """Where an import stands."""

    READING = "reading", _("is being read")
    FAULTY = "faulty", _("needs another look")
    READY = "ready", _("can come in")
    IMPORTING = "importing", _("is coming in")
    DONE = "done", _("is in")


class PeopleImport(models.Model):
    """One file of people. `columns` says for each column of the file which field it is (empty: left out).

    `problems` are the first ones as codes with line, column and value, `problem_count` is all of them; `summary` is the dry
    run: what the file is, how many are new, known, without an address, and the first lines; `job` does the work.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    columns = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict)
    sends_welcome = models.BooleanField(default=False)
    job = models.UUIDField(null=True)
    created = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["actor", "-id"], name="arrivals_imports")]

    def __str__(self) -> str:
        return self.name


class Arrival(models.Model):
    """A person came in by an import: `source` is who they are there, so that the same line never makes two of them."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    source = models.CharField(max_length=400)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    brought_by = models.ForeignKey(PeopleImport, models.SET_NULL, null=True, related_name="arrivals")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "source"], name="arrivals_source_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} from {self.source}"
