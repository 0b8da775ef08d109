"""What there is to win in a call, and what was won."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.foundation import clock
from allmende.foundation.money import Money
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models.call import Call
from allmende.rooms.calls.models.contribution import Contribution

MOST_PLACES = 100
MOST_PRIZES = 20


class PrizeKind(models.TextChoices):
    """Who gives a prize, and what for."""

    JURY = "jury", _("Jury prize")
    COMMUNITY = "community", _("Community prize")
    CLIENT = "client", _("Client's choice")
    FAIREST = "fairest", _("Fairest feedback")
    HELPFUL = "helpful", _("Most helpful feedback")
    FIXED = "fixed", _("Fixed pay for each person invited")
    REFINING = "refining", _("Fixed pay for each on the shortlist")


FOR_PEOPLE = frozenset({PrizeKind.FAIREST, PrizeKind.HELPFUL, PrizeKind.FIXED})
"""Prizes that a person gets; all others go to a contribution, and through it to those who made it."""

FOR_EACH = frozenset({PrizeKind.FIXED, PrizeKind.REFINING})
"""Prizes without ranks: everyone concerned gets the same."""


class PrizePlan(models.Model):
    """What belongs to all prizes of a call together. Amounts are in minor units of `currency`.

    They are told to those who belong to the layer `shown_on`; others read who won what, without the money. `statement` is what
    the jury says of its choice. `revision` grows with every change, so that nobody overwrites another's.
    """

    call = models.OneToOneField(Call, models.CASCADE, primary_key=True, related_name="prize_plan")
    currency = models.CharField(max_length=3, default="EUR")
    shown_on = models.PositiveSmallIntegerField(default=Layer.PUBLIC)
    statement = RichTextField(max_length=20_000, blank=True)
    revision = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"prizes of {self.call_id}"


class Prize(models.Model):
    """One prize, with as many places as it has: an amount for each of them, or a gift (a thing, a mention), or both."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    call = models.ForeignKey(Call, models.CASCADE, related_name="prizes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=PrizeKind)
    name = PlainField(max_length=80)
    places = models.PositiveSmallIntegerField(default=1)
    amounts = models.JSONField(default=list)
    gift = PlainField(max_length=200, blank=True)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def total(self) -> int:
        """All its amounts together."""
        return sum(self.amounts)


class AwardState(models.TextChoices):
    """Where an award stands."""

    DECIDED = "decided", _("decided")
    WAITING = "waiting", _("waits for the split")
    GIVEN = "given", _("awarded")
    REVERSED = "reversed", _("taken back")


STANDING = (AwardState.DECIDED, AwardState.WAITING, AwardState.GIVEN)


class Award(models.Model):
    """A prize goes to a contribution, or to a person. `place` counts on; `rank` is shared by those who are equal.

    What was given is never changed or deleted: it is taken back with a reason, and another may be given.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    call = models.ForeignKey(Call, models.CASCADE, related_name="awards")
    prize = models.ForeignKey(Prize, models.CASCADE, related_name="awards")
    place = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField()
    contribution = models.ForeignKey(Contribution, models.SET_NULL, null=True, related_name="awards")
    person = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    amount = models.PositiveBigIntegerField(null=True)
    reason = PlainField(max_length=600, blank=True)
    state = models.CharField(max_length=8, choices=AwardState, default=AwardState.DECIDED)
    decided_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    given = models.DateTimeField(null=True)
    reversed_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    reversed = models.DateTimeField(null=True)
    reversal = PlainField(max_length=300, blank=True)

    class Meta:
        ordering = ("prize__position", "prize_id", "place")
        indexes = [
            models.Index(fields=["call"], condition=models.Q(state=AwardState.WAITING), name="calls_award_waits")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["prize", "place"], condition=models.Q(state__in=STANDING), name="calls_place_once"
            ),
            models.UniqueConstraint(
                fields=["prize", "contribution"], condition=models.Q(state__in=STANDING), name="calls_prize_once"
            ),
            models.UniqueConstraint(
                fields=["prize", "person"], condition=models.Q(state__in=STANDING), name="calls_prize_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prize_id} to {self.contribution_id or self.person_id}"


class AwardShare(models.Model):
    """What one person gets of an award: a share in hundredths of a percent, and the amount that is.

    Where two accounts become one, both shares are theirs: they stay two rows, so that the sums stay right.
    """

    award = models.ForeignKey(Award, models.CASCADE, related_name="shares")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    hundredths = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ("award_id", "-hundredths", "id")

    def __str__(self) -> str:
        return f"{self.hundredths} of {self.award_id} to {self.actor_id}"


def money_of(plan: PrizePlan, minor: int | None) -> Money | None:
    """An amount of a plan; None where there is no money."""
    return None if minor is None else Money(minor, plan.currency)
