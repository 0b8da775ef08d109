"""What is known of the archives that this node has made."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from allmende.foundation import clock

SILENT = timedelta(minutes=10)
"""A backup that has said nothing for so long was interrupted."""


class Backup(models.Model):
    """One archive, made or in the making. `seen` is when its maker last said that it is at work, `verified` when it was restored
    for a trial; `error` is empty for one that came about."""

    path = models.CharField(max_length=1000)
    started = models.DateTimeField(default=clock.now)
    seen = models.DateTimeField(default=clock.now)
    finished = models.DateTimeField(null=True)
    verified = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.path


def is_backup_running() -> bool:
    """Say whether an archive is being made: nothing that its snapshot knows may vanish from the storage meanwhile."""
    return Backup.objects.filter(finished=None, seen__gt=clock.now() - SILENT).exists()
