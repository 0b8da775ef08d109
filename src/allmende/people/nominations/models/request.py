"""Guests who ask to be nominated, and those who apply."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import LANGUAGES
from allmende.people.nominations.models.nomination import Nomination


class RequestState(models.TextChoices):
    """Where a request stands."""

    UNCONFIRMED = "unconfirmed", _("address not yet confirmed")
    OPEN = "open", _("waits for someone who takes it up")
    TAKEN = "taken", _("taken up")
    ANSWERED = "answered", _("answered: nobody took it up")


class Request(models.Model):
    """Someone without membership asks to come in. `answers` (question and answer) where they apply, else they look for a nominator."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    place = models.ForeignKey(Space, models.CASCADE, related_name="+")
    name = PlainField(max_length=120)
    email = models.EmailField(max_length=254)
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    about = models.TextField(blank=True)
    knows = PlainField(max_length=280, blank=True)
    answers = models.JSONField(default=list)
    applies = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.UNCONFIRMED)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=clock.now)
    deadline = models.DateTimeField()
    nomination = models.ForeignKey(Nomination, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["state", "deadline"], name="nominations_requests_due"),
            models.Index(fields=["address", "made"], name="nominations_requests_of"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "address"],
                condition=models.Q(state="open"),
                name="nominations_request_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"
