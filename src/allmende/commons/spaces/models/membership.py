"""Who belongs to a space, and as what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models.space import Space
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Role(models.TextChoices):
    """What someone is in a space: newcomers keep their first commitment, hosts run things in it, curators care for it as a whole."""

    NEWCOMER = "newcomer", _("newcomer")
    MEMBER = "member", _("member")
    HOST = "host", _("host")
    CURATOR = "curator", _("curator")


class Membership(models.Model):
    """An actor belongs to a space.

    A newcomer has the say, the work and the share that their commitment opens; everyone else has all three.
    `has_duty` is kept by duties: in a community, whether they hold one somewhere or stand in for who does. Until
    `paused_until` (a milder step than exclusion) they read along and do nothing else.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="memberships")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role, default=Role.MEMBER)
    has_say = models.BooleanField(default=True)
    has_work = models.BooleanField(default=True)
    has_share = models.BooleanField(default=True)
    has_duty = models.BooleanField(default=False)
    paused_until = models.DateTimeField(null=True)
    joined = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "actor"], name="spaces_member_once")]
        indexes = [
            models.Index(fields=["space", "id"], name="spaces_member_order"),
            models.Index(fields=["space", "role"], name="spaces_member_role"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} in {self.space_id} as {self.role}"


class Partnership(models.Model):
    """An organisation belongs to a network: its members are inside there, and partners of all that belong to it too."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    network = models.ForeignKey(Space, models.CASCADE, related_name="partnerships")
    partner = models.ForeignKey(Space, models.CASCADE, related_name="networks")
    joined = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "partner"], name="spaces_partner_once")]

    def __str__(self) -> str:
        return f"{self.partner_id} in {self.network_id}"
