"""What is known of a page elsewhere, and where someone does not want it shown."""

from __future__ import annotations

from django.db import models

from allmende.commons.files.models import File
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField


class Found(models.TextChoices):
    """What looking at a page has come to."""

    WAITING = "waiting"
    READY = "ready"
    NOTHING = "nothing"


class Preview(models.Model):
    """One page elsewhere: its own words about itself and its picture, made anew; the same for all who link to it.

    `key` is the SHA-256 of the address. It is looked at again when it `expires`; `failures` counts how often in a row that failed.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    key = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=Found, default=Found.WAITING)
    title = PlainField(max_length=200, blank=True)
    description = PlainField(max_length=300, blank=True)
    site = PlainField(max_length=80, blank=True)
    language = models.CharField(max_length=12, blank=True)
    picture = models.ForeignKey(File, models.SET_NULL, null=True, related_name="+")
    failures = models.PositiveSmallIntegerField(default=0)
    expires = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.address


class Hidden(models.Model):
    """The author of a thing does not want this card there."""

    pk = models.CompositePrimaryKey("thing_id", "preview_id")
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="+")
    preview = models.ForeignKey(Preview, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.preview_id} hidden in {self.thing_id}"
