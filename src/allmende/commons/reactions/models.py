"""Who reacted how to what, and how many did."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.identity.actors.models import Actor


class Kind(models.TextChoices):
    """The few reactions that there are; none of them is against anyone."""

    THANKS = "thanks", pgettext_lazy("reaction", "Thank you")
    AGREE = "agree", pgettext_lazy("reaction", "I agree")
    INSIGHT = "insight", pgettext_lazy("reaction", "A good thought")
    CHEERS = "cheers", pgettext_lazy("reaction", "Congratulations")
    SUPPORT = "support", pgettext_lazy("reaction", "I'll help")


ICONS = {
    Kind.THANKS: "heart", Kind.AGREE: "thumb-up", Kind.INSIGHT: "bulb", Kind.CHEERS: "sparkles", Kind.SUPPORT: "heart-handshake",
}  # fmt: skip


class Reaction(models.Model):
    """An actor reacts to a thing; several kinds, each once. Ids are in the order of time.

    `about` is the thing that is talked about where the reaction stands: what was said and its thing are asked for together.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="reactions", db_index=False)
    about = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        indexes = [
            models.Index(fields=["actor", "about"], name="reactions_mine"),
            models.Index(fields=["thing", "id"], name="reactions_list"),
        ]
        constraints = [models.UniqueConstraint(fields=["thing", "actor", "kind"], name="reactions_once")]

    def __str__(self) -> str:
        return f"{self.actor_id}: {self.kind} on {self.thing_id}"


class Tally(models.Model):
    """How many reacted how to a thing: `{"thanks": 3}`. Kept, so that no page counts."""

    thing = models.OneToOneField(Thing, models.CASCADE, primary_key=True, related_name="tally")
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.thing_id}: {self.counts}"
