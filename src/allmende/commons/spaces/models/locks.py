"""Which rooms an operator has locked for a kind of space."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models.space import SpaceKind


class Lock(models.TextChoices):
    """How a room is set for a kind of space; without a row its curators choose."""

    ON = "on", _("always there")
    OFF = "off", _("never there")


class RoomLock(models.Model):
    """A room is always or never there in spaces of a kind."""

    purpose = models.CharField(max_length=12, choices=SpaceKind)
    room = models.CharField(max_length=40)
    state = models.CharField(max_length=3, choices=Lock)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "room"], name="spaces_room_locked_once")]

    def __str__(self) -> str:
        return f"{self.room} in {self.purpose}: {self.state}"
