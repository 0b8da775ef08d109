"""What was done how often."""

from django.db import models


class Limit(models.Model):
    """The latest uses of a key, as seconds since 1970; the key itself (an address, a network) is not stored, only its signature."""

    key = models.CharField(primary_key=True, max_length=32)
    uses = models.JSONField(default=list)
    until = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return self.key


class Shared(models.Model):
    """The table of the cache `shared`: what all processes of a node must know at once, for minutes (codes, counts of tries)."""

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "shared_cache"

    def __str__(self) -> str:
        return self.cache_key
