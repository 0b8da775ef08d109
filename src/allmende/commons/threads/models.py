"""The thread of a thing, and the comments in it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation.text.fields import RichTextField
from allmende.identity.actors.models import Actor

LONGEST_TEXT = 10_000
"""The greatest length of a comment in characters."""

KIND = "comment"


class Intent(models.TextChoices):
    """What someone means by a comment."""

    COMMENT = "comment", _("comment")
    PRAISE = "praise", _("praise")
    QUESTION = "question", _("question")
    SUGGESTION = "suggestion", _("suggestion")
    CONCERN = "concern", _("concern")


class CommentState(models.TextChoices):
    """Where a comment stands: a removed one is a place holder while replies hang on it."""

    SHOWN = "", _("shown")
    REMOVED = "removed", _("removed")


class Thread(models.Model):
    """The talk about one thing; begun by its first comment. `comment_count` is kept, and counts what is shown."""

    thing = models.OneToOneField(Thing, models.CASCADE, primary_key=True, related_name="talk")
    comment_count = models.PositiveIntegerField(default=0)
    is_locked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"thread of {self.thing_id}"


class Comment(Thing):
    """What someone says about a thing. Its audience is the thing's; lists of things leave it out (`published` is empty).

    Replies go one level deep. Ids are in the order of time, so they are the key of a thread's pages.
    """

    thing_ptr = models.OneToOneField(
        Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_comment"
    )
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments", db_index=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    reply_count = models.PositiveIntegerField(default=0)
    intent = models.CharField(max_length=10, choices=Intent, default=Intent.COMMENT)
    text = RichTextField(max_length=LONGEST_TEXT, top=4)
    edited = models.DateTimeField(null=True)

    objects = ThingQuerySet.as_manager()  # type: ignore[misc]  # as the parent's, for this model

    class Meta:
        indexes = [
            models.Index(fields=["thread", "parent", "thing_ptr"], name="threads_page"),
            models.Index(fields=["thread", "thing_ptr"], name="threads_news"),
        ]

    def __str__(self) -> str:
        return f"{self.intent} on {self.thread_id}"

    @property
    def is_removed(self) -> bool:
        """Whether only its place is left."""
        return self.state == CommentState.REMOVED


class Visit(models.Model):
    """How far someone has read the talk about a thing: what was said later is new to them."""

    pk = models.CompositePrimaryKey("actor_id", "thread_id")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.actor_id} has read {self.thread_id} until {self.at}"
