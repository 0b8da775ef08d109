"""A campaign: a call that asks for support instead of contributions, until somebody has to answer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField, RichTextField
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models.call import Call


class Forces(models.TextChoices):
    """What enough supporters bring about."""

    ANSWER = "answer", _("an answer")
    VOTE = "vote", _("a vote")


class Campaign(models.Model):
    """What makes a call a campaign: how many supporters force what, of whom, within how many days.

    `reached` is when there were enough, once and for all; `due` until when the answer is owed. `is_overdue` says that the
    house has told everyone that it is late. A vote is answered with the call in which it takes place.
    """

    call = models.OneToOneField(Call, models.CASCADE, primary_key=True, related_name="campaign")
    addressee = PlainField(max_length=120)
    threshold = models.PositiveIntegerField()
    forces = models.CharField(max_length=6, choices=Forces, default=Forces.ANSWER)
    days = models.PositiveSmallIntegerField(default=28)
    supporter_count = models.PositiveIntegerField(default=0)
    reached = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    is_overdue = models.BooleanField(default=False)
    answer = RichTextField(max_length=20_000, blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="+")
    vote = models.ForeignKey(Call, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["due"],
                condition=models.Q(answered=None, is_overdue=False, due__isnull=False),
                name="calls_answer_due",
            )
        ]

    def __str__(self) -> str:
        return f"campaign {self.call_id}"


class Support(models.Model):
    """Someone supports a demand: with their name where everyone reads it, or only counted. Ids are in the order of time."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="supporters", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "-id"], condition=models.Q(is_public=True), name="calls_named_supporters")
        ]
        constraints = [models.UniqueConstraint(fields=["campaign", "actor"], name="calls_support_once")]

    def __str__(self) -> str:
        return f"{self.actor_id} supports {self.campaign_id}"
