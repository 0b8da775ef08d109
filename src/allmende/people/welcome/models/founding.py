"""A founding: the draft that is kept between the wizard's steps, the charter, and who has signed it."""

from __future__ import annotations

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import RichTextField
from allmende.identity.actors.models import Actor


class Founding(models.Model):
    """The one founding of this node that is being prepared: what was answered so far, as it was typed, by step.

    Who may go on with it is whoever has the link, which is derived from the node's key and stands in no table.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    answers = models.JSONField(default=dict)
    changed = models.DateTimeField(default=clock.now)
    space = models.ForeignKey(Space, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="welcome_one_founding")]

    def __str__(self) -> str:
        return "the founding"


class Charter(models.Model):
    """What the founding circle has given itself: the text that its members sign. It stays as it was signed."""

    space = models.OneToOneField(Space, models.CASCADE, primary_key=True, related_name="charter")
    text = RichTextField(max_length=20_000)
    written = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.space_id)


class Signature(models.Model):
    """Someone of the founding circle has signed the charter, or is asked to."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    charter = models.ForeignKey(Charter, models.CASCADE, related_name="signatures")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    signed = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["charter", "actor"], name="welcome_signed_once")]

    def __str__(self) -> str:
        return f"{self.actor_id}: {'signed' if self.signed else 'asked'}"
