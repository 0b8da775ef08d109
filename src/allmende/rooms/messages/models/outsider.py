"""Who takes part in a conversation without an account, and the links by which they come to it."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.models.conversation import Conversation

GOOD_FOR = timedelta(days=60)
"""So long a personal link opens the conversation; each mail brings a new one."""


def sixty_days_on() -> object:
    """When a link that is made now is good no longer."""
    return clock.now() + GOOD_FOR


class Ended(models.TextChoices):
    """Why someone takes part by mail no longer."""

    NOT = "", ""
    LEFT = "left", _("left")
    TAKEN_OUT = "taken_out", _("was taken out")
    CAME_IN = "came_in", _("takes part with an account now")


class Outsider(models.Model):
    """Someone from outside who takes part in one conversation, by mail and by a personal link.

    They read what is newer than `since` (a message's id), and nothing else of the house. `actor` stands for them as an author: in this
    conversation alone, until they come in and their account takes its place. The address goes when they do; its `digest` stays, so that
    whoever left is not asked again.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="outsiders", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    email = models.EmailField(blank=True)
    digest = models.CharField(max_length=64)
    since = models.UUIDField()
    added = models.DateTimeField(default=clock.now)
    renewed = models.DateTimeField(default=clock.now)
    ended = models.DateTimeField(null=True)
    why = models.CharField(max_length=9, choices=Ended, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "digest"], name="conversations_one_outsider")]
        indexes = [models.Index(fields=["email"], condition=~models.Q(email=""), name="conversations_outsiders")]

    def __str__(self) -> str:
        return f"{self.actor_id} by mail in {self.conversation_id}"


class OutsideKey(models.Model):
    """A personal link: of its secret the digest alone is kept. They go when someone leaves, is taken out, or gets a new one."""

    outsider = models.ForeignKey(Outsider, models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField(default=sixty_days_on)

    def __str__(self) -> str:
        return f"link of {self.outsider_id}"
