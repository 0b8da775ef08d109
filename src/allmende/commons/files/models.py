"""What is known of an uploaded file; its bytes lie in `storage`."""

from __future__ import annotations

from typing import Self

from django.db import models

from allmende.commons.audiences.models import PUBLIC
from allmende.commons.audiences.queries import reach_of
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import Actor, Reader

LONGEST_ALT = 500
"""Characters."""


class FileQuerySet(models.QuerySet["File"]):
    """Files as pages look for them."""

    def visible_to(self, reader: Reader) -> Self:
        """Files of things that the reader may see, files open to all, and the reader's own that stand nowhere yet."""
        seen = models.Q(thing__audience__within=reach_of(reader)) | models.Q(open_to_all=True)
        if reader.id is not None:
            seen |= models.Q(thing=None, owner_id=reader.id)
        rows = self.filter(seen)
        if reader.bound and (space := reader.bound.space):
            rows = rows.filter(models.Q(thing__space=space) | models.Q(thing=space) | models.Q(thing=None))
        return rows.exclude(thing__space__in=reader.shut_out) if reader.shut_out else rows

    def pictures(self) -> Self:
        """Pictures only."""
        return self.exclude(width=None)

    def documents(self) -> Self:
        """All but pictures."""
        return self.filter(width=None)


class File(models.Model):
    """A picture or a document that someone handed in; whoever sees its thing sees it.

    `open_to_all` is for portraits and logos, which everyone sees wherever they stand. `width` and `height` (pixels) are
    empty for documents. `digest` is the SHA-256 of the main version (`full.jpg`, `file.pdf` …), `size` its bytes.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    owner = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    thing = models.ForeignKey(Thing, models.CASCADE, null=True, related_name="files")
    position = models.PositiveSmallIntegerField(default=0)
    name = PlainField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    alt = PlainField(max_length=LONGEST_ALT, blank=True)
    digest = models.CharField(max_length=64)
    open_to_all = models.BooleanField(default=False)
    created = models.DateTimeField(default=clock.now)

    objects = FileQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["thing", "position", "id"], name="files_of_thing")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown on a page."""
        return self.width is not None

    @property
    def is_public(self) -> bool:
        """Whether everyone may fetch it without a signature (asks for its thing)."""
        return self.open_to_all or (self.thing is not None and self.thing.audience_id == PUBLIC)
