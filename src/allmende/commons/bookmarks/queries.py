"""What someone has saved, as far as they still see it."""

from __future__ import annotations

from uuid import UUID

from allmende.commons.bookmarks.models import Bookmark
from allmende.commons.things.lines import FIELDS, ThingLine, lines_of
from allmende.commons.things.models import Thing
from allmende.foundation.gathered import Put, Wanted
from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Actor


def saved(reader: Actor, after: UUID | None = None, limit: int = 20) -> tuple[list[ThingLine], UUID | None]:
    """Return what someone has saved and sees now, the latest first, and the key of the next page.

    One statement besides their reach and those of the kinds' addresses and words.
    """
    seen = Thing.objects.visible_to(reader).shared(practice=True)
    rows = seen.filter(bookmarks__actor=reader, bookmarks__id__lt=after or MAX_ID).order_by("-bookmarks__id")
    found = list(rows.values_list("bookmarks__id", *FIELDS)[: limit + 1])
    return lines_of(row[1:] for row in found[:limit]), found[limit - 1][0] if len(found) > limit else None


def saved_question(reader: UUID, thing: UUID) -> Put:
    """The question whether someone has saved a thing, to be asked together with others: one row if so."""
    return _saved.put(reader, thing)


_saved = Wanted(
    lambda actor, thing: Bookmark.objects.filter(actor_id=actor, thing_id=thing).values_list("thing_id"), UUID, UUID
)
