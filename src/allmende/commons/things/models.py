"""The spine's one table; rooms extend it by multi-table inheritance."""

from __future__ import annotations

from functools import cache
from typing import Self
from uuid import UUID

from django.db import connection, models

from allmende.commons.audiences import lookups  # noqa: F401  registers `within`
from allmende.commons.audiences.models import AT_HAND, Audience, Kind, Layer
from allmende.commons.audiences.practice import counts
from allmende.commons.audiences.queries import reach_of
from allmende.foundation import clock
from allmende.foundation.composed import Composed, Instances
from allmende.foundation.ids import MAX_ID
from allmende.foundation.text.fields import PlainField
from allmende.identity.actors.models import LANGUAGES, Actor, Reader


def sees(reader: Reader, audience: int, *stands_in: UUID | None) -> bool:
    """Say of a row at hand what `visible_to` asks of the database: its audience is in the reader's reach, and neither it nor its
    space is shut to them."""
    return audience in reach_of(reader) and reader.shut_out.isdisjoint(stands_in)


class ThingQuerySet[T: models.Model](models.QuerySet[T]):
    """Reads of things: all of them begin with `visible_to`."""

    def visible_to(self, reader: Reader) -> Self:
        """Only what the reader may see: the audience is in their reach.

        A room's own table is asked for by its kind as well (the name of its model): that is what the index begins with.
        """
        rows = self.filter(audience__within=reach_of(reader))
        if reader.shut_out:
            rows = rows.exclude(space__in=reader.shut_out).exclude(pk__in=reader.shut_out)
        if reader.bound and reader.bound.space:
            rows = rows.filter(models.Q(space_id=reader.bound.space) | models.Q(pk=reader.bound.space))
        return rows if self.model is Thing else rows.filter(kind=self.model._meta.model_name)

    def published_before(self, key: UUID | None = None) -> Self:
        """Newest first, from a key on; the first page is bounded too, or SQLite would sort the whole reach."""
        return self.filter(published__lt=key or MAX_ID).order_by("-published")

    def hold(self, thing: UUID) -> T | None:
        """Return a thing as it is now, with its audience and author, held until the transaction ends; None if it is gone.

        Held first and read second: in one statement PostgreSQL loses a row whose audience has changed while it waited.
        """
        hold_row(thing)
        found: T | None = _held(self.model).first(thing)
        return found

    def shared(self, *, practice: bool = False) -> Self:
        """Only what stands on the ladder: no drafts, nothing sealed, nothing in the bin; with `practice` also what only practises."""
        return self.filter(audience__kind__in=AT_HAND) if practice else self.filter(audience__kind=Kind.LADDER)


@cache
def _held[T: models.Model](model: type[T]) -> Instances:
    return Instances(lambda thing: model._default_manager.select_related("audience", "author").filter(pk=thing), UUID)


def hold_row(thing: UUID) -> None:
    """Let nobody else change a thing until the transaction ends; SQLite's transaction holds the whole database already."""
    if connection.features.has_select_for_update:
        _hold(thing)


_hold = Composed(lambda thing: Thing.objects.select_for_update(no_key=True).filter(id=thing).values_list("id"), UUID)


class Thing(models.Model):
    """Something shared, or about to be. Twelve columns and no more: what only one room needs belongs to the room.

    `published` is a UUIDv7 of the moment of publishing, the sort key of all newest-first lists; empty for what is not
    listed by itself (drafts, comments). `state` is a word of the room that owns the kind. `uri` is a remote thing's address.
    """

    id = models.UUIDField(primary_key=True, default=clock.new_id, editable=False)
    kind = models.CharField(max_length=20)
    space = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    author = models.ForeignKey(Actor, models.PROTECT, related_name="+", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)
    title = PlainField(max_length=200, blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="de")
    uri = models.CharField(max_length=500, null=True)
    published = models.UUIDField(null=True)
    created = models.DateTimeField(default=clock.now)
    changed = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=12, blank=True)

    objects = ThingQuerySet.as_manager()

    class Meta:
        # Ascending, though lists read them backwards: what is published last goes to the right edge, so that pages stay full.
        indexes = [
            models.Index(fields=["published", "audience"], name="things_published"),
            models.Index(fields=["kind", "published", "audience"], name="things_kind"),
            models.Index(fields=["space", "published", "kind", "audience"], name="things_space"),
            models.Index(fields=["author", "published", "kind", "audience"], name="things_author"),
            models.Index(fields=["audience", "published"], name="things_audience"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["uri"], condition=models.Q(uri__isnull=False), name="things_uri_once")
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.id}"

    @property
    def layer(self) -> Layer:
        """The rung it stands on; what is out of sight counts as private."""
        return Layer(self.audience.layer) if self.audience.kind in AT_HAND else Layer.PRIVATE

    @property
    def is_practice(self) -> bool:
        """Whether it only practises: nothing of it counts."""
        return not counts(self.audience)

    @property
    def is_binned(self) -> bool:
        """Whether it lies in the bin."""
        return self.audience.kind == Kind.BIN
