"""The program that writes into a conversation of a space."""

from __future__ import annotations

from django.db import models

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.models.conversation import Conversation


class Hook(models.Model):
    """Another program writes into a conversation by a secret address, of which the digest alone is kept.

    It writes in the name of whoever made it, and no longer than they may write there themselves.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="hooks")
    maker = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    name = PlainField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=clock.now)
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} in {self.conversation_id}"
