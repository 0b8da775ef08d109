"""Two accounts made one, and every row that moved, so that it can be undone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor

UNDO = timedelta(days=30)


class Merge(models.Model):
    """One account took over what another had. `figures` says how many rows of which kind; `account` is the retired
    account as it was: its address, and whether it was active."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    kept = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    gone = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reason = models.CharField(max_length=300, blank=True)
    account = models.JSONField(default=dict)
    undone = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["space", "-id"], name="arrivals_merges")]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"

    @property
    def until(self) -> datetime:
        """The last moment at which it can be undone."""
        return self.at + UNDO


class Moved(models.Model):
    """A row that a merge moved from one account to the other, or set aside.

    `table` and `field` name the relation (`follows.Follow`, `actor`), `row` its primary key as JSON. A row that was set
    aside, because two of it must not be, stands in `rows` with all that hung on it, as Django writes fixtures.
    """

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moves")
    table = models.CharField(max_length=80)
    field = models.CharField(max_length=60)
    row = models.JSONField()
    rows = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.table}.{self.field} {self.row}"
