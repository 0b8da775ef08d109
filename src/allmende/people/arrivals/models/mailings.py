"""Invitations to many at once, and the outbox from which they go little by little."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import LANGUAGES, Actor


class Mailing(models.Model):
    """Letters to many, written by one: to invite them, or to welcome those who came in by an import."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    words = PlainField(max_length=1000, blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    skipped = models.PositiveIntegerField(default=0)
    stopped = models.DateTimeField(null=True)
    created = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"mailing {self.id}"


class LetterState(models.TextChoices):
    """Where a letter stands."""

    WAITING = "waiting", _("waits")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("not needed any more")


class Letter(models.Model):
    """One letter of a mailing. An address is written to once per community, whoever thinks of it again."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="letters")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    address = models.CharField(max_length=254)
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=LetterState, default=LetterState.WAITING)
    sent = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "address"], name="arrivals_letter_once")]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(state="waiting"), name="arrivals_outbox"),
            models.Index(fields=["sent"], condition=models.Q(state="sent"), name="arrivals_sent"),
        ]

    def __str__(self) -> str:
        return f"letter to {self.address}"
