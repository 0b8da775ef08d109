"""What is kept of a hub: where it is, when it is open, its desks, and who comes."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor


class Hub(models.Model):
    """What a space of kind hub has beside other spaces. `cancel_hours` before a booking begins it can no longer be given back."""

    space = models.OneToOneField(Space, models.CASCADE, primary_key=True, related_name="hub")
    address = models.CharField(max_length=300, blank=True)
    directions = PlainField(max_length=280, blank=True)
    has_halves = models.BooleanField(default=True)
    days_ahead = models.PositiveSmallIntegerField(default=28)
    cancel_hours = models.PositiveSmallIntegerField(default=2)
    most_bookings = models.PositiveSmallIntegerField(default=5)

    def __str__(self) -> str:
        return str(self.space_id)

    def at(self, day: date, hour: time) -> datetime:
        """The instant of a day's hour in the hub's own zone."""
        return datetime.combine(day, hour, ZoneInfo(self.space.zone))

    @property
    def today(self) -> date:
        """The day that it is at the hub now."""
        return clock.now().astimezone(ZoneInfo(self.space.zone)).date()


class Hours(models.Model):
    """From when to when a hub is open on a day of the week; days without a row are closed."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ("weekday",)
        constraints = [
            models.UniqueConstraint(fields=["hub", "weekday"], name="hubs_hours_once"),
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6, opens__lt=models.F("closes")), name="hubs_hours_hold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens} to {self.closes}"


class SpecialDay(models.Model):
    """A day that is not as its weekday: other hours, or closed (then both are empty)."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="special_days")
    day = models.DateField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    note = PlainField(max_length=120, blank=True)

    class Meta:
        ordering = ("day",)
        constraints = [models.UniqueConstraint(fields=["hub", "day"], name="hubs_special_day_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.opens} to {self.closes}"


class DeskKind(models.TextChoices):
    """What can be booked."""

    DESK = "desk", _("desk")
    ROOM = "room", _("meeting place")


class Desk(models.Model):
    """Something to book in a hub; one that was taken away is kept for the bookings of before."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="desks")
    name = PlainField(max_length=60)
    kind = models.CharField(max_length=4, choices=DeskKind, default=DeskKind.DESK)
    seats = models.PositiveSmallIntegerField(default=1)
    is_there = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "name"], condition=models.Q(is_there=True), name="hubs_desk_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Half(models.TextChoices):
    """The halves of a day, which meet at one o'clock."""

    MORNING = "am", _("morning")
    AFTERNOON = "pm", _("afternoon")


class Part(models.TextChoices):
    """What someone books of a day."""

    DAY = "day", _("the whole day")
    MORNING = "am", _("the morning")
    AFTERNOON = "pm", _("the afternoon")

    @property
    def halves(self) -> tuple[Half, ...]:
        """The halves that it takes."""
        return tuple(Half) if self == Part.DAY else (Half(self.value),)


class Booking(models.Model):
    """Someone comes on a day and has a desk for it, or for half of it; one that came from the line can be given back until it begins."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="bookings")
    person = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    day = models.DateField()
    part = models.CharField(max_length=3, choices=Part)
    begins = models.DateTimeField()
    made = models.DateTimeField(default=clock.now)
    from_line = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "day", "id"], name="hubs_bookings_mine"),
            models.Index(fields=["day", "id"], name="hubs_bookings_day"),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id} on {self.day}"


class Slot(models.Model):
    """Half a day of a desk, taken: the one constraint that keeps two people from the same chair."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="slots")
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="slots")
    day = models.DateField()
    half = models.CharField(max_length=2, choices=Half)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "day", "half"], name="hubs_slot_once")]

    def __str__(self) -> str:
        return f"{self.desk_id} on {self.day} {self.half}"


class Wait(models.Model):
    """Someone waits for any desk on a day, or for half of it; the ids are in the order of the line."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    hub = models.ForeignKey(Hub, models.CASCADE, related_name="line")
    person = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    day = models.DateField()
    part = models.CharField(max_length=3, choices=Part)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "day", "person", "part"], name="hubs_wait_once")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.day}"


class Presence(models.Model):
    """Someone says that they are here today, or elsewhere and within reach; the next day it is gone."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="+")
    person = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)
    is_here = models.BooleanField(default=True)
    has_time = models.BooleanField(default=True)
    what = PlainField(max_length=140, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "day", "person"], name="hubs_presence_once")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.day}"


class Question(models.Model):
    """Someone is stuck and asks who has ten minutes; after two hours it is gone, whoever helped."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    hub = models.ForeignKey(Hub, models.CASCADE, related_name="+")
    person = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    text = PlainField(max_length=200)
    closes = models.DateTimeField(db_index=True)
    helper = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "person"], name="hubs_question_once")]

    def __str__(self) -> str:
        return f"{self.person_id} until {self.closes}"
