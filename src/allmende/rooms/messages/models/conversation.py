"""The conversation, and who sits in it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.identity.actors.models import Actor

LONGEST_DRAFT = 10_000


class Shape(models.TextChoices):
    """Who talks with whom."""

    DIRECT = "direct", _("two people")
    GROUP = "group", _("several people")
    SPACE = "space", _("the members of a space")
    BODY = "body", _("someone with an organisation")


class ConversationState(models.TextChoices):
    """Whether both of two know that they talk: who doesn't know the other asks first. A no is known to who said it alone."""

    OPEN = "", _("open")
    ASKED = "asked", _("asked")
    DECLINED = "declined", _("declined")


class Conversation(Thing):
    """People who talk. Its audience is its own: those in it, and nobody else. Lists of things leave it out (`published` is empty).

    `place` is whose members, or whose representatives, it is for; `key` makes the conversation of two people, of a space, and of
    someone with an organisation the only one; `asker` is who of two waits for a yes, `carer` who of several answers in it.
    """

    thing_ptr = models.OneToOneField(
        Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_conversation"
    )
    shape = models.CharField(max_length=6, choices=Shape)
    place = models.ForeignKey(Space, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=110, null=True, unique=True)
    asker = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    carer = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")

    objects = ThingQuerySet.as_manager()  # type: ignore[misc]  # as the parent's, for this model

    def __str__(self) -> str:
        return self.title or f"{self.shape} conversation {self.pk}"

    @property
    def is_asked(self) -> bool:
        """Whether one of two waits for the other's yes."""
        return self.state != ConversationState.OPEN


class Seat(models.Model):
    """What a conversation is to one of those in it: how far they have read, what they have begun to write, how it is listed.

    Who may read is not asked here but of the audience; a seat outlives nobody's reach. `last` is the newest message's id (before the
    first: the conversation's), by which the list is ordered; `read` is the newest that they have read. Both sort by time.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="seats", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    last = models.UUIDField()
    read = models.UUIDField()
    pinned = models.BooleanField(default=False)
    muted = models.BooleanField(default=False)
    channel = models.CharField(max_length=12, blank=True, db_default="", default="")
    """The way on which messages come besides the page; empty: none."""
    draft = models.TextField(blank=True, max_length=LONGEST_DRAFT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "actor"], name="conversations_one_seat")]
        indexes = [models.Index(fields=["actor", "last"], name="conversations_inbox")]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.conversation_id}"


class Manner(models.Model):
    """How someone talks: whether others see how far they have read, and they how far others have."""

    actor = models.OneToOneField(Actor, models.CASCADE, primary_key=True, related_name="+")
    shows_reading = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"manner of {self.actor_id}"
