"""Where answers may go, and what came."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock


class ReplyAddress(models.Model):
    """An address that one person can answer to about one thing, for one purpose. Of its token only the digest is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    purpose = models.CharField(max_length=40)
    actor = models.UUIDField(db_index=True)
    thing = models.UUIDField()
    created = models.DateTimeField(default=clock.now)
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.purpose} by {self.actor} about {self.thing}"


class Outcome(models.TextChoices):
    """What became of a mail that came in."""

    DONE = "done", _("accepted")
    REFUSED = "refused", _("refused")
    PASSED = "passed", _("passed over")
    FAILED = "failed", _("could not be handled")


class Received(models.Model):
    """One mail that came in, once for each address of ours that it went to: who sent it, what for, what became of it and why.

    Its words are not kept: they are where the answer is, or with whoever wrote them. `key` is its Message-ID with the address, digested;
    `reason` a word of `inbound.reasons`, or the sentence of a refusal.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    key = models.CharField(max_length=64, unique=True)
    sender = models.CharField(max_length=254, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    actor = models.UUIDField(null=True, db_index=True)
    thing = models.UUIDField(null=True)
    carrier = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.CharField(max_length=300, blank=True)
    told = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["outcome", "-id"], name="mail_received_page")]

    def __str__(self) -> str:
        return f"{self.purpose} from {self.sender}: {self.outcome}"


def forget_received(days: int = 30) -> int:
    """Delete what came in so long ago; return how many."""
    return Received.objects.filter(at__lt=clock.now() - timedelta(days=days)).delete()[0]


class Stopped(models.Model):
    """A mailbox that gets nothing more it did not ask for. The address itself is not kept, only its signature."""

    digest = models.CharField(max_length=32, primary_key=True)
    why = models.CharField(max_length=10)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.why


class Box(models.Model):
    """How far a mailbox was read: its name without the password, and the number of the last mail."""

    name = models.CharField(max_length=254, primary_key=True)
    validity = models.PositiveBigIntegerField(default=0)
    seen = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
