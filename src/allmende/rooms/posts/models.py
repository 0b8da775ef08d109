"""What is kept of posts and their polls."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.identity.actors.models import Actor

LONGEST_TEXT = 20_000
"""Characters of a post."""


class PostState(models.TextChoices):
    """Where a post stands: what waits goes out by itself when it is due."""

    DRAFT = "draft", _("draft")
    WAITING = "waiting", _("about to go out")
    OPEN = "open", _("shared")


class Post(Thing):
    """Something said in a space: text, and what comes with it.

    Its name in lists (`title`) is the heading, or else its first words. `wish` is the layer that it is to reach; `due` when it goes
    out by itself, while it waits; `hindrance` why it last could not. `revision` grows with every save, so that two windows can't
    overwrite each other.
    """

    thing_ptr = models.OneToOneField(Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_post")
    place = models.ForeignKey(Space, models.PROTECT, related_name="+")
    heading = PlainField(max_length=120, blank=True)
    text = RichTextField(max_length=LONGEST_TEXT, blank=True)
    summary = PlainField(max_length=280, blank=True)
    wish = models.PositiveSmallIntegerField(choices=Layer, default=Layer.TEAM)
    due = models.DateTimeField(null=True)
    hindrance = PlainField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How often an error of ours kept it from going out when it was due."""

    objects = ThingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due"], condition=models.Q(due__isnull=False), name="posts_due")]

    def __str__(self) -> str:
        return self.title


class Poll(models.Model):
    """A question in a post, with two to ten answers. Its results are seen by who has voted, and by everyone once it is closed."""

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="poll")
    question = PlainField(max_length=200)
    has_several = models.BooleanField(default=False)
    closes = models.DateTimeField(null=True)
    voters = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.question

    @property
    def is_closed(self) -> bool:
        """Whether its time is over."""
        return self.closes is not None and self.closes <= clock.now()


class Answer(models.Model):
    """One answer of a poll, and how many chose it."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    text = PlainField(max_length=100)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="posts_answer_once")]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """Someone chose an answer; nobody but they themselves is shown which."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="chosen_by")
    voter = models.ForeignKey(Actor, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "voter"], name="posts_vote_once")]

    def __str__(self) -> str:
        return f"{self.voter_id} for {self.answer_id}"
