"""A row is the job: what to run, when, how often it was tried, who holds it, how far it is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock


class State(models.TextChoices):
    """Where a job stands."""

    READY = "ready", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    DEAD = "dead", _("given up")


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs as workers look for them."""

    def due(self, at: datetime, queues: Collection[str]) -> JobQuerySet:
        """Jobs of these queues to take up: ready ones whose time has come, and running ones whose worker has stopped renewing its lease."""
        return self.filter(
            models.Q(state=State.READY, run_after__lte=at) | models.Q(state=State.RUNNING, lease_until__lt=at),
            queue__in=queues,
        ).order_by("-priority", "run_after", "id")


class Job(models.Model):
    """One task waiting, running, done or dead; `carried` is the request that left it behind, by its number or as a `traceparent`."""

    id = models.UUIDField(primary_key=True, default=clock.new_id)
    path = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    unique_key = models.CharField(max_length=200, null=True, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    run_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_by = models.CharField(max_length=60, blank=True)
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    created = models.DateTimeField(default=clock.now)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    carried = models.CharField(max_length=64, blank=True, default="", db_default="")

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "run_after"], name="tasks_due")]

    def __str__(self) -> str:
        return f"{self.path} ({self.state})"

    @property
    def percent(self) -> int:
        """How far it is, in whole per cent."""
        if self.state == State.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0


class Worker(models.Model):
    """A worker's sign of life: who it is, since when, and when it was seen last. One that stops in order takes its row away."""

    name = models.CharField(max_length=100, primary_key=True)
    started = models.DateTimeField(default=clock.now)
    seen = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name
