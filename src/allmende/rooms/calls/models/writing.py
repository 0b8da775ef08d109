"""Who writes on a contribution just now, and what others suggest for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models.contribution import Contribution


class Writing(models.Model):
    """Someone has a contribution open and writes: since when, when their window was last heard of, when they last saved."""

    pk = models.CompositePrimaryKey("contribution_id", "actor_id")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=clock.now)
    seen = models.DateTimeField(default=clock.now)
    saved = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.actor_id} writes {self.contribution_id}"


class SuggestionState(models.TextChoices):
    """What became of a suggestion."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class Suggestion(models.Model):
    """Other words for a passage of a contribution. Its authors accept it into a new version, which names who suggested it."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="suggestions")
    author = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    passage = models.TextField()
    replacement = models.TextField(blank=True)
    why = PlainField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=SuggestionState, default=SuggestionState.OPEN)
    made = models.DateTimeField(default=clock.now)
    decided = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.author_id} suggests for {self.contribution_id}"
