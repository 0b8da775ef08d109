"""A founding: the draft that is kept between the wizard's steps, and who has signed the charter."""

from __future__ import annotations

from django.db import models

from allmende.commons.consent.models import AgreementVersion
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Founding(models.Model):
    """The one founding of this node that is being prepared: what was answered so far, as it was typed, by step.

    Who may go on with it is whoever has the link, which is derived from the node's key and stands in no table. Once the
    community is founded the row is gone.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    answers = models.JSONField(default=dict)
    changed = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="welcome_one_founding")]

    def __str__(self) -> str:
        return "the founding"


class Signature(models.Model):
    """Someone of the founding circle has signed the charter, or is asked to.

    The charter is the community's agreement of that kind (commons/consent), so that what the founders signed is what everyone
    who comes in accepts.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    charter = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="+")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    signed = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "actor"], name="welcome_signed_once")]

    def __str__(self) -> str:
        return f"{self.actor_id}: {'signed' if self.signed else 'asked'}"
