"""Invitations to a call that is open to those alone who were asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class InvitationState(models.TextChoices):
    """Where an invitation stands."""

    INVITED = "invited", _("not answered yet")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("taken back")


class Invitation(models.Model):
    """Somebody is asked to take part. `word` is personal; `pay` is what they get for taking part, whatever comes of it, in
    minor units of the call's currency; `said` is what they answered."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    call = models.ForeignKey("calls.Call", models.CASCADE, related_name="invitations", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    word = PlainField(max_length=600, blank=True)
    pay = models.PositiveBigIntegerField(null=True)
    answer_by = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, choices=InvitationState, default=InvitationState.INVITED)
    said = PlainField(max_length=600, blank=True)
    sent = models.DateTimeField(default=clock.now)
    answered = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "actor"], name="calls_invited_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} is invited to {self.call_id}"
