"""Gates outward, and the passages through them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Audience, Layer
from allmende.commons.spaces.models.space import Space
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Mode(models.TextChoices):
    """How a gate treats a step outward."""

    FREE = "free", _("free")
    REVIEWED = "reviewed", _("reviewed")
    CLOSED = "closed", _("closed")


class Gate(models.Model):
    """A space's rule for stepping onto a layer; without a row the default of `modes.mode_of` holds."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="gates")
    layer = models.PositiveSmallIntegerField(choices=Layer)
    mode = models.CharField(max_length=8, choices=Mode)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "layer"], name="spaces_gate_once")]

    def __str__(self) -> str:
        return f"{self.space_id} to {self.layer}: {self.mode}"


class PassageState(models.TextChoices):
    """Where a passage stands."""

    WAITING = "waiting", _("waits for review")
    PASSED = "passed", _("went through")
    DECLINED = "declined", _("was declined")
    WITHDRAWN = "withdrawn", _("was withdrawn")


class Passage(models.Model):
    """One move of a thing along the ladder: who asked, who decided and why, whom it reached, from when to when.

    The row is history and queue in one. `since` and `until` bound the time on the audience; `reached` is how many could see
    it when it got there (empty: everyone).
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="passages")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    layer = models.PositiveSmallIntegerField(choices=Layer)
    from_layer = models.PositiveSmallIntegerField(choices=Layer)
    state = models.CharField(max_length=10, choices=PassageState)
    asked_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    asked = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    decided = models.DateTimeField(null=True)
    reason = models.CharField(max_length=600, blank=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    reached = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thing"], condition=models.Q(state="waiting"), name="spaces_one_passage_waits"
            )
        ]
        indexes = [models.Index(fields=["space", "state", "id"], name="spaces_queue")]

    def __str__(self) -> str:
        return f"{self.thing_id} to {self.layer}: {self.state}"
