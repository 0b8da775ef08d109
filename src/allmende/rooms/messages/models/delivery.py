"""How a message reached each of those who asked for it by another way than the page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.models.message import Message


class DeliveryState(models.TextChoices):
    """Where it stands; what was not sent says why."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("not sent")


class Delivery(models.Model):
    """A message for someone on a channel: once, whatever happens to the worker."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    why = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "actor", "channel"], name="conversations_delivered_once")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} to {self.actor_id} by {self.channel}: {self.state}"
