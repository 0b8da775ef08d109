"""An import on its way: the file, what was found in it, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models.call import Call


class ImportState(models.TextChoices):
    """Where an import stands."""

    READING = "reading", _("is being read")
    FAULTY = "faulty", _("can't be read")
    READY = "ready", _("can be imported")
    IMPORTING = "importing", _("is being imported")
    DONE = "done", _("imported")


class ElectionImport(models.Model):
    """One uploaded ballot file. `problems` are codes with lines and figures, put into words for whoever reads the page;
    `summary` is the dry run: title, budget, projects, ballots, winners; `job` does the work and knows how far it is."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    rule = models.CharField(max_length=20, default="greedy")
    problems = models.JSONField(default=list)
    summary = models.JSONField(default=dict)
    job = models.UUIDField(null=True)
    call = models.ForeignKey(Call, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["actor", "-id"], name="calls_imports")]

    def __str__(self) -> str:
        return self.name
