"""Live tours that the community team offers, who comes along, and who wants to hear by mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.keys import sign
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import LANGUAGES, Actor

BEFORE = timedelta(minutes=15)


class Slot(models.Model):
    """A time at which a host leads guests through the house."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    host = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    begins = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    places = models.PositiveSmallIntegerField(default=8)
    taken = models.PositiveSmallIntegerField(default=0)
    where = PlainField(max_length=200, blank=True)
    cancelled = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(taken__lte=models.F("places")), name="welcome_places")]
        indexes = [models.Index(fields=["space", "begins"], name="welcome_slots")]

    def __str__(self) -> str:
        return f"{self.begins:%Y-%m-%d %H:%M}"

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.begins + timedelta(minutes=self.minutes)

    @property
    def is_near(self) -> bool:
        """Whether it runs now, or begins in the next quarter of an hour."""
        return self.cancelled is None and self.begins - BEFORE <= clock.now() < self.ends

    @property
    def left(self) -> int:
        """How many places are left."""
        return self.places - self.taken


class Booking(models.Model):
    """Someone's place on a tour: asked for with name and address, theirs once the link in the mail was used."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    slot = models.ForeignKey(Slot, models.CASCADE, related_name="bookings")
    name = PlainField(max_length=120)
    email = models.EmailField()
    language = models.CharField(max_length=5, choices=LANGUAGES)
    asked = models.DateTimeField(default=clock.now)
    confirmed = models.DateTimeField(null=True)
    cancelled = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "email"], condition=models.Q(cancelled=None), name="welcome_booked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.slot_id}: {self.state}"

    @property
    def key(self) -> str:
        """What stands in the links of its mails: only we can make it."""
        return sign("tour booking", str(self.id))

    @property
    def state(self) -> str:
        """Asked, confirmed or cancelled."""
        return "cancelled" if self.cancelled else "confirmed" if self.confirmed else "asked"


class Subscriber(models.Model):
    """An address that wants to hear when the house opens; it counts once the link in the mail was used."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    email = models.EmailField()
    language = models.CharField(max_length=5, choices=LANGUAGES)
    asked = models.DateTimeField(default=clock.now)
    confirmed = models.DateTimeField(null=True)
    told = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "email"], name="welcome_subscribed_once")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def key(self) -> str:
        """What stands in the links of its mails: only we can make it."""
        return sign("tour subscriber", str(self.id))
