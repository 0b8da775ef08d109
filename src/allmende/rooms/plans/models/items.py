"""What a plan agrees: goals with a measure, risks with a countermeasure, seats, promises of thanks, and the budget."""

from __future__ import annotations

from django.core.validators import MinLengthValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.models.plan import Plan

NAMED = [MinLengthValidator(3)]


class Item(models.Model):
    """A line of a plan; `revision` grows with each change, so that two people can't overwrite each other."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Goal(Item):
    """Something to be reached, with its measure; in the end what was reached stands beside it, with its day and source."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    title = PlainField(max_length=160, validators=NAMED)
    measure = PlainField(max_length=200, blank=True)
    unit = PlainField(max_length=40, blank=True)
    start = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    reached = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    source = PlainField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title


class Likelihood(models.IntegerChoices):
    """How likely a risk is, in words."""

    HARDLY = 1, _("hardly likely")
    POSSIBLE = 2, _("quite possible")
    LIKELY = 3, _("likely")


class Impact(models.IntegerChoices):
    """How bad it would be, in words."""

    SMALL = 1, _("annoying")
    FELT = 2, _("a setback")
    GRAVE = 3, _("the end of it")


class RiskState(models.TextChoices):
    """How a risk stands."""

    OPEN = "open", _("nothing done yet")
    PREPARED = "prepared", _("prepared for")
    HAPPENED = "happened", _("it happened")
    SPARED = "spared", _("it did not happen")


class Risk(Item):
    """What can go wrong, who watches it, and what is done about it beforehand."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="risks")
    title = PlainField(max_length=200, validators=NAMED)
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood, default=Likelihood.POSSIBLE)
    impact = models.PositiveSmallIntegerField(choices=Impact, default=Impact.FELT)
    owner = models.ForeignKey(Actor, models.SET_NULL, null=True, blank=True, related_name="+")
    countermeasure = PlainField(max_length=400, blank=True)
    state = models.CharField(max_length=8, choices=RiskState, default=RiskState.OPEN)
    happened = PlainField(max_length=400, blank=True)
    """What came of it, in a sentence."""

    def __str__(self) -> str:
        return self.title


class PromiseState(models.TextChoices):
    """Whether a promise was kept."""

    OPEN = "open", _("promised")
    KEPT = "kept", _("kept")
    BROKEN = "broken", _("not kept")


class Promise(Item):
    """How people are thanked: whom, with what, by when, and who sees to it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="promises")
    title = PlainField(max_length=300, validators=NAMED)
    whom = PlainField(max_length=160, blank=True)
    due = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(Actor, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=PromiseState, default=PromiseState.OPEN)
    note = PlainField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.title


class BudgetLine(Item):
    """What something costs, in minor units of the plan's currency: as planned, and in the end as spent."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="budget")
    title = PlainField(max_length=160, validators=NAMED)
    planned = models.PositiveBigIntegerField(default=0, validators=[MinValueValidator(0)])
    spent = models.PositiveBigIntegerField(null=True, blank=True)
    note = PlainField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title


class Side(models.TextChoices):
    """On whose side a seat stands."""

    OURS = "ours", _("our side")
    CLIENT = "client", _("the client's side")


class Seat(models.Model):
    """One of the four duties on one of the two sides, offered to somebody or taken; an empty seat has no row."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="seats")
    side = models.CharField(max_length=6, choices=Side)
    duty = models.CharField(max_length=13, choices=Duty)
    person = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    is_taken = models.BooleanField(default=False)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "side", "duty"], name="plans_seat_once")]

    def __str__(self) -> str:
        return f"{self.duty} on {self.side}: {self.person_id}"


ITEMS: dict[str, type[Goal] | type[Risk] | type[Promise] | type[BudgetLine]] = {
    "goals": Goal, "risks": Risk, "promises": Promise, "budget": BudgetLine,
}  # fmt: skip
"""The lines of a plan by the word that stands in addresses."""

type AnyItem = Goal | Risk | Promise | BudgetLine
