"""The call and its brief."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.participation.models import degree_field
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing, ThingQuerySet
from allmende.counting import Completion, Rule, Satisfaction
from allmende.foundation import clock
from allmende.foundation.composed import Instances
from allmende.foundation.money import Money
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.rooms.calls.models.asking import Round
from allmende.rooms.calls.models.people import Parts, cast_in, with_cast
from allmende.rooms.calls.models.phase import Phase, PhaseKind, current, latest
from allmende.rooms.calls.models.roles import SectionRole


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
    Where it `needs_video` each contribution brings one; where it `needs_captions` each video with sound has them.
    A video lasts `most_minutes` at most, where it says so. Where it `needs_workshop` one is offered before it is published;
    `workshop_count` is how many are.
    Where it `looks_first` what is handed in waits until a host has looked at it. `shared_layer` is the layer that the call, and what is handed in, is shared on. What nobody
    votes for isn't funded: `minimum_support` is one, or what an imported election declares. Of those, `source` keeps where
    they came from, `official` the ballot keys that were funded. `prize_count` says how many prizes there are to win,
    `is_awarded` whether any of them has been given.
    Where it `is_campaign` it asks for support instead of contributions.
    Where a vote is on no budget, so many `seats` are chosen. `template` is the key of what it began with, `suggested` what
    that proposes to those who ask, rate and award.
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
    needs_video = models.BooleanField(default=False, db_default=False)
    needs_captions = models.BooleanField(default=False, db_default=False)
    looks_first = models.BooleanField(default=False, db_default=False)
    needs_workshop = models.BooleanField(default=False, db_default=False)
    most_minutes = models.PositiveSmallIntegerField(null=True)
    workshop_count = models.PositiveSmallIntegerField(default=0, db_default=0)
    by_invitation = models.BooleanField(default=False, db_default=False)
    round = models.CharField(max_length=5, choices=Round, default=Round.NONE, db_default=Round.NONE)
    questions_until = models.DateTimeField(null=True)
    shared_layer = models.PositiveSmallIntegerField(null=True)
    cover = models.UUIDField(null=True)
    revision = models.PositiveIntegerField(default=0)
    next_number = models.PositiveIntegerField(default=1)
    contribution_count = models.PositiveIntegerField(default=0)
    prize_count = models.PositiveSmallIntegerField(default=0, db_default=0)
    is_campaign = models.BooleanField(default=False, db_default=False)
    is_awarded = models.BooleanField(default=False, db_default=False)
    source = models.CharField(max_length=120, null=True, unique=True)
    minimum_support = models.PositiveIntegerField(null=True, default=1)
    official = models.JSONField(null=True)
    degree = degree_field()
    seats = models.PositiveSmallIntegerField(null=True)
    template = models.CharField(max_length=40, default="", db_default="")
    suggested = models.JSONField(default=dict, db_default={})

    objects = ThingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def money(self, minor: int) -> Money:
        """An amount in this call's currency."""
        return Money(minor, self.currency)

    @property
    def chooses_seats(self) -> bool:
        """Whether the vote chooses so many, whatever they cost, instead of spending a budget."""
        return self.budget is None and self.seats is not None

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
    def cast(self) -> Parts:
        """Who has which parts in it, beside its author: read with it (`with_cast`), or once and kept."""
        if "_cast" not in self.__dict__:
            if "named" not in self.__dict__:
                self.__dict__["named"] = (
                    with_cast(Call.objects.filter(pk=self.pk)).values_list("named", flat=True).get()
                )
            self.__dict__["_cast"] = cast_in(self.__dict__["named"])
        cast: Parts = self.__dict__["_cast"]
        return cast

    @property
    def now_on(self) -> Phase | None:
        """The phase that is on at this instant, once the call is published."""
        return None if self.state == CallState.DRAFT else current(self.way)

    @property
    def last_begun(self) -> Phase | None:
        """The phase that began last, once the call is published: what it opened to be seen stays so until the next."""
        return None if self.state == CallState.DRAFT else latest(self.way)

    @property
    def degree_now(self) -> str:
        """How much say people have at this point: what the phase that is on declares, else the call."""
        now = self.now_on
        return (now.degree if now else "") or self.degree

    def phase(self, kind: PhaseKind) -> Phase | None:
        """Its phase of a kind, the first of several."""
        return next((phase for phase in self.way if phase.kind == kind), None)

    def is_past(self, *kinds: PhaseKind) -> bool:
        """Whether it has phases of these kinds and the end of each has come."""
        ends = [phase.is_over() for phase in self.way if phase.kind in kinds]
        return bool(ends) and all(ends)

    @property
    def is_under_seal(self) -> bool:
        """Whether what is handed in now is kept from others: the phase that is on says so, or else the one ahead."""
        now = self.last_begun
        if now is None or now.is_over():
            coming = next((phase for phase in self.way if phase.opens > clock.now()), None)
            return coming is not None and coming.seals()
        return now.seals()


_phases = Instances(lambda call: Phase.objects.filter(call=call), UUID)


class Section(models.Model):
    """A part of the brief under its own heading.

    `role` says what it is for, empty for a free one; a `hint` of its template explains to those who write what belongs there.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=SectionRole, blank=True, default="", db_default="")
    heading = PlainField(max_length=120)
    text = RichTextField(max_length=20_000, blank=True)
    hint = PlainField(max_length=400, blank=True, default="", db_default="")

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
