"""The box, its ballots, and who took part."""

from __future__ import annotations

from django.db import models

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Box(models.Model):
    """A ballot box standing beside a thing: open from one instant until another, then sealed for good.

    `electorate` is how many could vote, counted at sealing; `turnout` how many did.
    """

    thing = models.OneToOneField(Thing, models.CASCADE, primary_key=True, related_name="box")
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    sealed = models.DateTimeField(null=True)
    electorate = models.PositiveIntegerField(default=0)
    turnout = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "boxes"
        constraints = [models.CheckConstraint(condition=models.Q(closes__gt=models.F("opens")), name="ballots_span")]

    def __str__(self) -> str:
        return f"box of {self.thing_id}"

    @property
    def is_open(self) -> bool:
        """Whether ballots are taken at this instant: from the opening's on, until just before the closing's."""
        return self.sealed is None and self.opens <= clock.now() < self.closes


class Ballot(models.Model):
    """One ballot. While the box is open it knows its voter, so that it can be changed; sealing leaves content and receipt only.

    Imported ballots never had a voter. `times` counts identical anonymous ballots kept as one row.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    box = models.ForeignKey(Box, models.CASCADE, related_name="ballots")
    voter = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    times = models.PositiveIntegerField(default=1)
    receipt = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "voter"], name="ballots_one_each")]
        indexes = [models.Index(fields=["box", "receipt"], name="ballots_receipt")]

    def __str__(self) -> str:
        return f"ballot in {self.box_id}"


class Voter(models.Model):
    """Someone took part: known for the thanks, not linked to any ballot."""

    pk = models.CompositePrimaryKey("box_id", "actor_id")
    box = models.ForeignKey(Box, models.CASCADE, related_name="voters")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.actor_id} voted in {self.box_id}"
