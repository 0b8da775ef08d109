"""What came of it: results in a tree, what was said to everyone who took part, and what happened beside each answer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.models.plan import Plan
from allmende.rooms.plans.models.questions import Question


class ResultState(models.TextChoices):
    """Where a result stands."""

    PLANNED = "planned", pgettext_lazy("a result", "planned")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


RESULT_TONES = {"planned": "", "running": "sun", "done": "ok", "stopped": "warn"}


class Result(Thing):
    """Something that comes out of a project, in a tree. Costs in minor units. What it came of stands in its lineage."""

    thing_ptr = models.OneToOneField(
        Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_result"
    )
    place = models.ForeignKey(Space, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, related_name="results")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="children")
    text = RichTextField(max_length=20_000, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    starts = models.DateField(null=True)
    due = models.DateField(null=True)
    costs = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    revision = models.PositiveIntegerField(default=0)

    objects = ThingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(progress__lte=100), name="plans_progress_to_100")]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> Text:
        """Where it stands, in words."""
        return ResultState(self.state).label

    @property
    def tone(self) -> str:
        """The colour of the word."""
        return RESULT_TONES[self.state]


class ResultEntry(models.Model):
    """What happened with a result, on a day, in a sentence or two."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    result = models.ForeignKey(Result, models.CASCADE, related_name="entries")
    author = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    day = models.DateField()
    text = PlainField(max_length=600)

    class Meta:
        indexes = [models.Index(fields=["result", "day", "id"], name="plans_entry_order")]

    def __str__(self) -> str:
        return f"{self.day}: {self.text[:40]}"


class Hindsight(models.Model):
    """What happened, beside what was answered to a question of a plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="hindsights")
    question = models.CharField(max_length=10, choices=Question)
    text = PlainField(max_length=2000)
    author = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "question"], name="plans_hindsight_once")]

    def __str__(self) -> str:
        return f"{self.question} in {self.plan_id}"


class Word(models.Model):
    """What is said in the end to everyone who took part in a space."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    author = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    text = RichTextField(max_length=6000)
    said = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"a word in {self.space_id}"
