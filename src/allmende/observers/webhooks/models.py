"""Hooks, what is to be delivered, each attempt, and the lanes that keep slow receivers apart."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class HookState(models.TextChoices):
    """Whether a hook tells anything, and if not why."""

    ON = "on", _("on")
    PAUSED = "paused", _("paused")
    FAILING = "failing", _("paused: the receiver failed for days")
    GONE = "gone", _("paused: the receiver says that it is gone")
    CLOSED = "closed", _("stopped: whoever set it up may no longer see this")


class Hook(models.Model):
    """An address that is told of activities by these names, in a space with all inside it, or everywhere on the node.

    `layer` is how far in it sees (1 private to 5 public); it never sees more than its owner. Secrets are sealed; the old one
    signs too until `old_until`.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    owner = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    everywhere = models.BooleanField(default=False)
    url = models.CharField(max_length=500)
    host = models.CharField(max_length=300)
    names = models.JSONField(default=list)
    layer = models.PositiveSmallIntegerField(choices=Layer)
    secret = models.TextField()
    old_secret = models.TextField(blank=True)
    old_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=HookState, default=HookState.ON)
    failing_since = models.DateTimeField(null=True)
    made = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"hook {self.id} to {self.host}"


class DeliveryState(models.TextChoices):
    """What became of a delivery."""

    WAITING = "waiting", _("waits")
    SENT = "sent", _("delivered")
    FAILED = "failed", _("given up")
    DROPPED = "dropped", _("not sent: no longer to be seen")


class Delivery(models.Model):
    """One activity on its way to one hook; its id is the `webhook-id`, the same in every attempt. Without an entry: a test."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    hook = models.ForeignKey(Hook, models.CASCADE, related_name="deliveries", db_index=False)
    entry = models.UUIDField(null=True)
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(default=clock.now)
    made = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hook", "entry"], name="webhooks_entry_once")]
        indexes = [
            models.Index(fields=["due"], condition=models.Q(state="waiting"), name="webhooks_due"),
            models.Index(fields=["hook", "-id"], name="webhooks_log"),
        ]

    def __str__(self) -> str:
        return f"{self.name} to {self.hook_id}: {self.state}"


class Attempt(models.Model):
    """One attempt: the receiver's status (0: it gave none), how long it took, what went wrong. Never what it answered."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=clock.now)
    status = models.PositiveSmallIntegerField()
    ms = models.PositiveIntegerField()
    problem = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.status or self.problem} in {self.ms} ms"


class Lane(models.Model):
    """The way to one host: one sender at a time (`taken_until`), and rest after it failed (`rests_until`)."""

    host = models.CharField(primary_key=True, max_length=300)
    taken_until = models.DateTimeField(default=clock.now)
    rests_until = models.DateTimeField(default=clock.now)
    fails = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.host
