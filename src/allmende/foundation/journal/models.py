"""The journal's one table, and how far each observer has read."""

from typing import Any

from django.db import models

from allmende.foundation.journal.activities import upcast


class Entry(models.Model):
    """One activity as it was recorded; `seq` and `digest` come from the sealer after commit, and nothing changes later."""

    id = models.UUIDField(primary_key=True)
    seq = models.BigIntegerField(null=True, unique=True)
    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    actor = models.UUIDField()
    on_behalf_of = models.UUIDField(null=True)
    thing = models.UUIDField(null=True)
    space = models.UUIDField(null=True)
    audience = models.BigIntegerField(null=True)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(seq=None), name="journal_unsealed"),
            models.Index(fields=["thing", "seq"], name="journal_thing"),
            models.Index(fields=["space", "seq"], name="journal_space"),
            models.Index(fields=["actor", "seq"], name="journal_actor"),
            models.Index(fields=["name", "seq"], name="journal_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"

    @property
    def current_payload(self) -> dict[str, Any]:
        """The payload in today's shape."""
        return upcast(self.name, self.version, self.payload)


class Cursor(models.Model):
    """How far an observer has read, and the error that holds it up."""

    observer = models.CharField(primary_key=True, max_length=80)
    seq = models.BigIntegerField(default=0)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.observer} at {self.seq}"
