"""What is done when trust is lost, from mild to hard, and how it is looked at again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class MeasureKind(models.TextChoices):
    """From mild to hard."""

    WARNING = "warning", _("warning")
    PAUSE = "pause", _("break")
    EXCLUSION = "exclusion", _("exclusion")


class MeasureState(models.TextChoices):
    """Where a measure stands."""

    PROPOSED = "proposed", _("waits for a second person")
    STANDS = "stands", _("stands")
    OVER = "over", _("is over")


class Measure(models.Model):
    """A warning, a break or an exclusion: who said it in which duty, why, who confirmed it in which other one.

    `places` are the memberships that an exclusion ended, so that lifting it can restore them.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=MeasureKind)
    state = models.CharField(max_length=8, choices=MeasureState)
    reason = models.CharField(max_length=1000)
    proposed_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    proposed_as = models.CharField(max_length=13, choices=Duty)
    proposed = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    confirmed_as = models.CharField(max_length=13, choices=Duty, blank=True)
    confirmed = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    places = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["space", "state", "id"], name="trust_measures")]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "actor", "kind"],
                condition=models.Q(kind="exclusion", state__in=("proposed", "stands")),
                name="trust_one_exclusion",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | ~models.Q(confirmed_by=models.F("proposed_by")) & ~models.Q(confirmed_as=models.F("proposed_as")),
                name="trust_two_people_two_duties",
            ),
            models.CheckConstraint(
                condition=~models.Q(actor=models.F("proposed_by"))
                & (models.Q(confirmed_by=None) | ~models.Q(actor=models.F("confirmed_by"))),
                name="trust_measure_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.actor_id}: {self.state}"


class Appeal(models.Model):
    """Someone asks that a measure be looked at again, by a person who had no part in it."""

    measure = models.OneToOneField(Measure, models.CASCADE, primary_key=True, related_name="appeal")
    text = models.CharField(max_length=2000)
    made = models.DateTimeField(default=clock.now)
    decided = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    is_granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"appeal against {self.measure_id}"
