"""A program outside that is told what is written in a conversation of a space."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.models.conversation import Conversation
from allmende.rooms.messages.models.message import Message


class Outlet(models.Model):
    """An address outside to which each message of a conversation goes that is newer than `since`; the address is sealed, as it is a secret.

    It tells no longer than whoever made it may let it. Once ended, its address is gone; the row stays, as messages say what carried them.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="outlets")
    maker = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    name = PlainField(max_length=60)
    host = models.CharField(max_length=300)
    address = models.TextField(blank=True)
    since = models.UUIDField()
    made = models.DateTimeField(default=clock.now)
    ended = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} from {self.conversation_id}"


class CarriedState(models.TextChoices):
    """What became of a message on its way out."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")
    DROPPED = "dropped", _("not sent")


class Carried(models.Model):
    """A message on its way to one program."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="carried", db_index=False)
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="carried")
    state = models.CharField(max_length=8, choices=CarriedState, default=CarriedState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "outlet"], name="conversations_carried_once")]
        indexes = [models.Index(fields=["due"], condition=models.Q(state="waiting"), name="conversations_to_carry")]

    def __str__(self) -> str:
        return f"{self.message_id} to {self.outlet_id}: {self.state}"
