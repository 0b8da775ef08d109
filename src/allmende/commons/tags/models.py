"""Tags, and what they are put on."""

from __future__ import annotations

from django.db import models

from allmende.commons.things.models import Thing
from allmende.foundation import clock

LONGEST = 50
"""The greatest length of a tag in characters."""


class Tag(models.Model):
    """A word: `slug` is what it is known by (`words.slug_of`), `name` how it was written first."""

    slug = models.CharField(max_length=LONGEST, unique=True)
    name = models.CharField(max_length=LONGEST)

    def __str__(self) -> str:
        return f"#{self.name}"


class Tagging(models.Model):
    """A thing bears a tag. The id tells the order in which that happened; `root` is the community in which the thing stands."""

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="+", db_index=False)
    thing = models.ForeignKey(Thing, models.CASCADE, related_name="taggings", db_index=False)
    root = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["tag", "root", "id"], name="tags_page"),
            models.Index(fields=["root", "id"], name="tags_lately"),
        ]
        constraints = [models.UniqueConstraint(fields=["thing", "tag"], name="tags_once")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.thing_id}"
