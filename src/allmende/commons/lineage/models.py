"""From which thing which other came."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing
from allmende.foundation import clock


class LinkKind(models.TextChoices):
    """How one thing came of another, said of the later one."""

    BUILDS_ON = "builds_on", _("builds on it")
    MERGES = "merges", _("takes it in, with others")
    SPLITS = "splits", _("is a part of it")
    CARRIES_OVER = "carries_over", _("carries it on elsewhere")


class Link(models.Model):
    """`target`, the later thing, came of `source`, the earlier one. No thing comes of itself, however long the way."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    source = models.ForeignKey(Thing, models.CASCADE, related_name="led_to", db_index=False)
    target = models.ForeignKey(Thing, models.CASCADE, related_name="came_of", db_index=False)
    kind = models.CharField(max_length=12, choices=LinkKind, default=LinkKind.BUILDS_ON)

    class Meta:
        indexes = [models.Index(fields=["target", "source"], name="lineage_up")]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="lineage_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="lineage_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.kind} {self.source_id}"
