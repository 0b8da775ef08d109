"""The call and its brief."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.counting import Completion, Rule, Satisfaction
from allmende.foundation.composed import Instances
from allmende.foundation.money import Money
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.rooms.calls.models.phase import Phase, PhaseKind, current


class CallState(models.TextChoices):
    """Where a call stands, beside its dates."""

    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    COUNTED = "counted", _("counted")
    FINISHED = "finished", _("finished")


class BallotKind(models.TextChoices):
    """How people vote: the first two on our pages, the others come in with imported elections."""

    KNAPSACK = "knapsack", _("spend the budget")
    APPROVAL = "approval", _("say yes to what you like")
    CHOOSE_ONE = "choose-1", _("choose one")
    ORDINAL = "ordinal", _("rank")
    CUMULATIVE = "cumulative", _("spread points")
    SCORING = "scoring", _("give points")


OWN_BALLOTS = (BallotKind.KNAPSACK, BallotKind.APPROVAL)


class Call(Thing):
    """An invitation to create. Money in minor units of `currency`; `zone` is the space's, in which its deadlines read.

    `sealed` contributions are seen by their authors and the hosts alone until the time for handing in is over.
    `shared_layer` is the layer that the call, and what is handed in, is shared on. What nobody
    votes for isn't funded: `minimum_support` is one, or what an imported election declares. Of those, `source` keeps where
    they came from, `official` the ballot keys that were funded.
    """

    thing_ptr = models.OneToOneField(Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_call")
    place = models.ForeignKey(Space, models.PROTECT, related_name="calls")
    slug = models.SlugField(max_length=60, unique=True)
    summary = PlainField(max_length=280, blank=True)
    zone = models.CharField(max_length=40, default="Europe/Berlin")
    budget = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="EUR")
    ballot = models.CharField(max_length=10, choices=BallotKind, default=BallotKind.KNAPSACK)
    most_choices = models.PositiveSmallIntegerField(null=True)
    rule = models.CharField(
        max_length=20, choices=[(rule.value, rule.value) for rule in Rule], default=Rule.EQUAL_SHARES
    )
    satisfaction = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in Satisfaction], default=Satisfaction.COST
    )
    completion = models.CharField(
        max_length=10, choices=[(kind.value, kind.value) for kind in Completion], default=Completion.GREEDY
    )
    sealed = models.BooleanField(default=False)
    shared_layer = models.PositiveSmallIntegerField(null=True)
    cover = models.UUIDField(null=True)
    revision = models.PositiveIntegerField(default=0)
    next_number = models.PositiveIntegerField(default=1)
    contribution_count = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=120, null=True, unique=True)
    minimum_support = models.PositiveIntegerField(null=True, default=1)
    official = models.JSONField(null=True)

    objects = ThingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def money(self, minor: int) -> Money:
        """An amount in this call's currency."""
        return Money(minor, self.currency)

    @property
    def way(self) -> list[Phase]:
        """Its phases in their order; read once and kept."""
        if "_way" not in self.__dict__:
            self.__dict__["_way"] = _phases(self.pk)
            for phase in self.__dict__["_way"]:
                phase.call = self
        way: list[Phase] = self.__dict__["_way"]
        return way

    @property
    def now_on(self) -> Phase | None:
        """The phase that is on at this instant, once the call is published."""
        return None if self.state == CallState.DRAFT else current(self.way)

    def phase(self, kind: PhaseKind) -> Phase | None:
        """Its phase of a kind."""
        return next((phase for phase in self.way if phase.kind == kind), None)


_phases = Instances(lambda call: Phase.objects.filter(call=call), UUID)


class Section(models.Model):
    """A part of the brief under its own heading."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    heading = PlainField(max_length=120)
    text = RichTextField(max_length=20_000, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["call", "position"], name="calls_section_place")]

    def __str__(self) -> str:
        return self.heading


class OldCallSlug(models.Model):
    """A slug that a call once had: answered with 301."""

    slug = models.SlugField(max_length=60, primary_key=True)
    call = models.ForeignKey(Call, models.CASCADE, related_name="old_slugs")

    def __str__(self) -> str:
        return self.slug
