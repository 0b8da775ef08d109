"""The message."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation.text.fields import RichTextField
from allmende.rooms.messages.models.conversation import Conversation

LONGEST_TEXT = 10_000
"""The greatest length of a message in characters."""


class MessageState(models.TextChoices):
    """Where a message stands: of a removed one its place is left."""

    SHOWN = "", _("shown")
    REMOVED = "removed", _("removed")


class Message(Thing):
    """What someone wrote. Its audience is the conversation's; ids are in the order of time.

    `answers` is the message that it quotes; `carrier` the channel that brought it.
    """

    thing_ptr = models.OneToOneField(
        Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_message"
    )
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages", db_index=False)
    text = RichTextField(max_length=LONGEST_TEXT, top=4, blank=True)
    answers = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", db_index=False)
    carrier = models.CharField(max_length=12, default="app")
    edited = models.DateTimeField(null=True)
    pinned = models.DateTimeField(null=True)
    """Since when it stands at the head of its conversation."""

    objects = ThingQuerySet.as_manager()  # type: ignore[misc]  # as the parent's, for this model

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "thing_ptr"], name="conversations_page"),
            models.Index(fields=["answers"], name="conversations_answers", condition=models.Q(answers__isnull=False)),
            models.Index(fields=["conversation"], name="conversations_pins", condition=models.Q(pinned__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"message in {self.conversation_id}"

    @property
    def is_removed(self) -> bool:
        """Whether only its place is left."""
        return self.state == MessageState.REMOVED
