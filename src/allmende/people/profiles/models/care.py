"""Profiles in others' care, of those who have no account; and the wish to take over one's own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class Managed(models.Model):
    """An actor without an account, and who cares for their profile. `email` is used to let them decide, and shown to nobody."""

    actor = models.OneToOneField(Actor, models.CASCADE, primary_key=True, related_name="managed")
    root = models.ForeignKey(Space, models.CASCADE, related_name="+")
    manager = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    is_organisation = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    made = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.actor_id} in the care of {self.manager_id}"


class ClaimState(models.TextChoices):
    """Where a claim stands."""

    WAITING = "waiting", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class Claim(models.Model):
    """Someone says: this is me."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    managed = models.ForeignKey(Managed, models.CASCADE, related_name="claims")
    claimant = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    words = PlainField(max_length=280, blank=True)
    state = models.CharField(max_length=8, choices=ClaimState, default=ClaimState.WAITING)
    at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    decided = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["managed", "claimant"], condition=models.Q(state="waiting"), name="profiles_claims_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.claimant_id} claims {self.managed_id}: {self.state}"
