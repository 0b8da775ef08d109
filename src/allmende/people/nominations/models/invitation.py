"""The invitation that an admitted person gets by mail."""

from __future__ import annotations

from django.db import models

from allmende.foundation import clock
from allmende.identity.actors.models import Actor
from allmende.people.nominations.models.nomination import Nomination


class Invitation(models.Model):
    """A way in for one person, once, for some days; renewing it makes a new one and ends this one (`replaced`).

    Digests only: neither the link nor the code can be read from the database. `code_*` is the proof of the address for
    someone who is signed in with another one.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    sent = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    replaced = models.DateTimeField(null=True)
    used = models.DateTimeField(null=True)
    used_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    code_for = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+")
    code_digest = models.CharField(max_length=64, blank=True)
    code_sent = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nomination"],
                condition=models.Q(replaced=None, used=None),
                name="nominations_one_invitation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.nomination_id} until {self.expires}"
