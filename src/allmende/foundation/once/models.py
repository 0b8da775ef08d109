"""What was answered to a key."""

from django.db import models

from allmende.foundation import clock


class Answer(models.Model):
    """The result kept for an actor's key, so that a repeated request gets the same answer."""

    id = models.UUIDField(primary_key=True, default=clock.new_id)
    actor = models.UUIDField()
    key = models.CharField(max_length=200)
    request = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="once_actor_key")]

    def __str__(self) -> str:
        return self.key
