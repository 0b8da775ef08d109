"""Who made a thing with whom, and what each gets of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.splitting import WHOLE
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class AuthorState(models.TextChoices):
    """Whether someone belongs to the authors."""

    INVITED = "invited", _("invited")
    CONFIRMED = "confirmed", _("co-author")
    DECLINED = "declined", _("declined")
    LEFT = "left", _("left the team")


COUNTED = (AuthorState.INVITED, AuthorState.CONFIRMED)
"""Whose shares add up to the whole: an invitation holds a place."""


class Author(models.Model):
    """Someone makes a thing together with others. Who makes it alone has no row: theirs is the whole.

    `share` is in hundredths of a percent; of those who count they add up to a hundred per cent, always. `agreed` says that
    they agree to the shares as they are now. Ids are in the order in which people joined, the thing's own author first.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="authors", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    share = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=AuthorState, default=AuthorState.INVITED)
    agreed = models.BooleanField(default=False)
    asked = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["actor", "state", "thing"], name="authorship_of")]
        constraints = [
            models.UniqueConstraint(fields=["thing", "actor"], name="authorship_once"),
            models.CheckConstraint(condition=models.Q(share__lte=WHOLE), name="authorship_share"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} of {self.thing_id}"
