"""Who stands for whom, and who thanks whom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class TieKind(models.TextChoices):
    """What ties one person to another."""

    NOMINATED = "nominated", _("nominated")
    VOUCHED = "vouched", _("vouched for")
    ENDORSED = "endorsed", _("endorsed")
    CONTACT = "contact", _("contact")


class Strength(models.TextChoices):
    """How well two people know each other."""

    WEAK = "weak", _("weak tie")
    STRONG = "strong", _("strong tie")


class Tie(models.Model):
    """One person stands for another: who nominated, vouched for, endorsed whom; a contact is one row each way."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    source = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    target = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=TieKind)
    strength = models.CharField(max_length=6, choices=Strength, default=Strength.WEAK)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="trust_tied_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="trust_tie_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class Thanks(models.Model):
    """A sentence by which one member thanks another; seen by both, and by members on the page of who is thanked."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    giver = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    text = PlainField(max_length=280)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(giver=models.F("actor")), name="trust_thanks_to_another")
        ]
        indexes = [models.Index(fields=["actor", "space", "-id"], name="trust_thanked")]

    def __str__(self) -> str:
        return f"{self.giver_id} thanks {self.actor_id}"
