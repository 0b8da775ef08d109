"""The thread of a thing, and the comments in it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Audience
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.identity.actors.models import Actor

LONGEST_TEXT = 10_000
"""The greatest length of a comment in characters."""

LONGEST_REASON = 300

KIND = "comment"


class Intent(models.TextChoices):
    """What someone means by a comment."""

    COMMENT = "comment", _("comment")
    PRAISE = "praise", _("I like")
    SUGGESTION = "suggestion", _("I wish")
    WHAT_IF = "what_if", _("what if")
    QUESTION = "question", _("question")
    CONCERN = "concern", _("concern")


class CommentState(models.TextChoices):
    """Where a comment stands: a removed one is a place holder while replies hang on it, a hidden one in any case."""

    SHOWN = "", _("shown")
    REMOVED = "removed", _("removed")
    HIDDEN = "hidden", _("hidden")


class Deed(models.TextChoices):
    """What hosts and curators do with what others said."""

    HIDE = "hide", _("hidden")
    CORRECT = "correct", _("changed")
    MOVE = "move", _("moved")
    SPLIT = "split", _("put into a discussion of their own")
    MERGE = "merge", _("joined to another discussion")


MOVES = (Deed.MOVE, Deed.SPLIT, Deed.MERGE)


class Thread(models.Model):
    """The talk about one thing; begun by its first comment. `comment_count` is kept, and counts what is shown.

    It is closed while `is_locked` and, where it was closed for a time, until `locked_until`. `goes_on` is the thing to whose talk
    it was joined.
    """

    thing = models.OneToOneField(Thing, models.CASCADE, primary_key=True, related_name="talk")
    comment_count = models.PositiveIntegerField(default=0)
    is_locked = models.BooleanField(default=False)
    locked_until = models.DateTimeField(null=True)
    lock_reason = PlainField(max_length=LONGEST_REASON, blank=True, default="", db_default="")
    goes_on = models.ForeignKey(Thing, models.SET_NULL, null=True, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"thread of {self.thing_id}"

    @property
    def is_closed(self) -> bool:
        """Whether nobody can say anything here now."""
        return self.is_locked and (self.locked_until is None or self.locked_until > clock.now())


class Handling(models.Model):
    """What a host or curator did with comments in one act: why, where they stood, where they were brought, when it was undone.

    `stood` is who could read them then: undoing never shows them to more.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    deed = models.CharField(max_length=8, choices=Deed)
    by = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reason = PlainField(max_length=LONGEST_REASON, blank=True)
    thing = models.ForeignKey(Thing, models.SET_NULL, null=True, related_name="+")
    stood = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    target = models.ForeignKey(Thing, models.SET_NULL, null=True, related_name="+")
    undone = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.deed} on {self.thing_id}"


class Handled(models.Model):
    """A comment in such an act, and what it replied to before."""

    handling = models.ForeignKey(Handling, models.CASCADE, related_name="handled")
    comment = models.ForeignKey("Comment", models.CASCADE, related_name="handled")
    parent = models.ForeignKey("Comment", models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.comment_id} in {self.handling_id}"


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
    care = models.ForeignKey(Handling, models.SET_NULL, null=True, related_name="+", db_index=False)
    """Why it is hidden, or who else changed it: the latest of these that holds."""
    move = models.ForeignKey(Handling, models.SET_NULL, null=True, related_name="+", db_index=False)
    """How it came to where it stands, if it was said elsewhere."""

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
        """Whether only its place is left, for others at least."""
        return self.state != CommentState.SHOWN


class Source(models.Model):
    """Where a comment was written, if not here: on whose page (`host`), by whom in their own words, and a link to it.

    No account is made of an author elsewhere. When the comment's words go, this goes too.
    """

    comment = models.OneToOneField(Comment, models.CASCADE, primary_key=True, related_name="source")
    name = PlainField(max_length=80)
    author_url = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=500)
    host = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.url


class Visit(models.Model):
    """How far someone has read the talk about a thing: what was said later is new to them."""

    pk = models.CompositePrimaryKey("actor_id", "thread_id")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.actor_id} has read {self.thread_id} until {self.at}"
