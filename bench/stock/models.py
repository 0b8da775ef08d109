"""A child of the spine as rooms make them: like a call, with a row of its own beside the thing's."""

from __future__ import annotations

from django.db import models

from allmende.commons.things.models import Thing, ThingQuerySet


class Call(Thing):
    """As much of a call as the database has to carry."""

    thing_ptr = models.OneToOneField(Thing, models.CASCADE, parent_link=True, primary_key=True, related_name="as_call")
    slug = models.SlugField(max_length=60, unique=True)
    brief = models.TextField()
    closes = models.DateTimeField()
    contribution_count = models.PositiveIntegerField(default=0)

    objects = ThingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title
