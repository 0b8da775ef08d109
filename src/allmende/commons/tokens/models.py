"""What a token is."""

from __future__ import annotations

from django.db import models

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor, Bound


class Token(models.Model):
    """A right given to a program. The token itself is shown once; what is kept is its digest.

    SHA-256 is enough for that: a token is 256 random bits, so nobody finds it by trying. A personal token acts as its owner.
    A program's token reads what the members of `space` see, in nobody's name, while its owner cares for that space.
    `space` of a personal token is the one space it is for; empty: wherever its owner is.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    name = PlainField(max_length=80)
    owner = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    is_program = models.BooleanField(default=False)
    space = models.ForeignKey(Space, models.CASCADE, null=True, related_name="+")
    layer = models.PositiveSmallIntegerField(choices=Layer)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_program=False) | models.Q(space__isnull=False), name="tokens_program_of_a_space"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        """Whether its time has passed."""
        return self.expires <= clock.now()

    @property
    def bound(self) -> Bound:
        """How far its reader sees."""
        return Bound(self.layer, None if self.is_program else self.space_id)
