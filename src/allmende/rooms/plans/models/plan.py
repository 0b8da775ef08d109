"""The plan, the answers to its questions, and what a space asks for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.models.questions import Question

LONGEST_ANSWER = 6000
"""Characters of an answer: what doesn't fit is another document."""


class PlanState(models.TextChoices):
    """Where a plan stands."""

    OPEN = "open", _("being worked on")
    DONE = "done", _("looked back on")


class Plan(Thing):
    """What a space answers before it involves others. `revision` grows with each change of its title and sentence.

    `learnt` is said when it is done: what we would do otherwise next time.
    """

    thing_ptr = models.OneToOneField(Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_plan")
    place = models.ForeignKey(Space, models.PROTECT, related_name="+")
    summary = PlainField(max_length=280, blank=True)
    currency = models.CharField(max_length=3)
    revision = models.PositiveIntegerField(default=0)
    learnt = RichTextField(max_length=LONGEST_ANSWER, blank=True)
    done = models.DateTimeField(null=True)

    objects = ThingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> Text:
        """Where it stands, in words."""
        return PlanState(self.state).label


class Topic(Thing):
    """Where one question of a plan is discussed. It stands where its plan stands, and is never listed by itself."""

    thing_ptr = models.OneToOneField(Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_topic")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="topics")
    question = models.CharField(max_length=10, choices=Question)

    objects = ThingQuerySet.as_manager()  # type: ignore[misc]  # as the parent's, for this model

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "question"], name="plans_topic_once")]

    def __str__(self) -> str:
        return f"{self.question} of {self.plan_id}"


class Answer(models.Model):
    """What one person answers to one question of a plan. A second person confirms that it is concrete, or says what is missing;
    whatever they said holds for the words that stood there: a changed answer has to be read again."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=10, choices=Question)
    author = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    text = RichTextField(max_length=LONGEST_ANSWER)
    revision = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(default=clock.now)
    changed = models.DateTimeField(default=clock.now)
    read_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    """The second person."""
    read = models.DateTimeField(null=True)
    is_concrete = models.BooleanField(default=False)
    lacks = PlainField(max_length=600, blank=True)
    """What the second person misses in it; empty where it is concrete, or nobody has read it yet."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "question", "author"], name="plans_answer_once"),
            models.CheckConstraint(
                condition=models.Q(is_concrete=False) | models.Q(read_by__isnull=False),
                name="plans_confirmed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.question}"


class Demand(models.Model):
    """Which questions a space asks to be answered and confirmed before it opens; those of a community or an organisation hold for
    the projects inside it too."""

    space = models.OneToOneField(Space, models.CASCADE, primary_key=True, related_name="+")
    questions = models.JSONField(default=list)
    set_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    changed = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.space_id} asks for {len(self.questions)}"
