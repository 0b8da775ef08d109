"""What concerns a reader, as the page of notices and the bell show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from allmende.commons.audiences.queries import reach_of
from allmende.foundation.gathered import Put, Wanted
from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Reader
from allmende.observers.notices.models import Notice
from allmende.observers.notices.queries.lines import FIELDS, NoticeItem, Row, items_of, visible_to

MOST_COUNTED = 100
"""The bell counts no further: above it says 99+."""


@dataclass(frozen=True, slots=True)
class NoticePage:
    """Notices, the latest first; `next` is the key of the next page, None on the last one."""

    items: list[NoticeItem]
    next: UUID | None


def anything_unread(reader: Reader) -> bool:
    """Say whether a reader has an unread notice; one statement besides the reach, none for a guest."""
    if reader.id is None:
        return False
    return is_any_unread(reader, _unread(reader.id))


def unread_question(reader: UUID) -> Put:
    """The question for a reader's latest unread notices, to be asked together with others; `is_any_unread` reads its rows."""
    return _unread.put(reader)


def is_any_unread(reader: Reader, latest: Sequence[Sequence[Any]]) -> bool:
    """Say whether a reader sees one of the latest unread notices, or an earlier one."""
    reach = reach_of(reader)
    if any(stands in reach and (spot is None or there == stands) for stands, spot, there in latest):
        return True
    return len(latest) == MOST_COUNTED and _in_app(reader, reader.id).filter(read_at=None).exists()


def _latest_unread(actor: UUID) -> QuerySet[Notice, Any]:
    rows = Notice.objects.filter(actor_id=actor, read_at=None, in_app=True).order_by("-id")
    return rows.values_list("thing__audience_id", "spot_id", "spot__audience_id")[:MOST_COUNTED]


_unread = Wanted(_latest_unread, UUID)


def unread_count(reader: Reader) -> int:
    """Return how many unread notices a reader has, up to `MOST_COUNTED`; one statement besides the reach, none for a guest."""
    if reader.id is None:
        return 0
    return len(_in_app(reader, reader.id).filter(read_at=None).values_list("id")[:MOST_COUNTED])


def page_of(reader: Reader, after: UUID | None = None, limit: int = 20, *, only_unread: bool = False) -> NoticePage:
    """Return a page of a reader's notices about what they see now.

    Two statements besides the reader's reach, and those of the kinds' addresses.
    """
    if reader.id is None:
        return NoticePage([], None)
    rows = _in_app(reader, reader.id).filter(id__lt=after or MAX_ID)
    if only_unread:
        rows = rows.filter(read_at=None)
    found = [Row(*row) for row in rows.order_by("-id").values_list(*FIELDS)[: limit + 1]]
    return NoticePage(items_of(found[:limit]), found[limit - 1].id if len(found) > limit else None)


def _in_app(reader: Reader, actor: UUID) -> QuerySet[Notice]:
    return visible_to(reader, actor).filter(in_app=True)
