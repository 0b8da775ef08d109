"""Who holds which duty where, who stands in for them, and who is away."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Duty(models.TextChoices):
    """The four duties that carry a community; several people can share each."""

    SALES = "sales", _("sales")
    COMMUNICATION = "communication", _("communication")
    COMMUNITY = "community", _("community")
    PROJECTS = "projects", _("projects")


class Assignment(models.Model):
    """Someone holds a duty in a space; in a community it holds for all spaces inside. The deputy stands in while they are away."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    duty = models.CharField(max_length=13, choices=Duty)
    holder = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    deputy = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "duty", "holder"], name="duties_held_once"),
            models.CheckConstraint(condition=~models.Q(deputy=models.F("holder")), name="duties_deputy_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id}: {self.duty} in {self.space_id}"


class Absence(models.Model):
    """Someone is away from one day to another, both included."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="duties_absence_ends_later")
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} is away {self.starts} to {self.ends}"
