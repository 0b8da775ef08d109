"""What concerns a reader, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from allmende.commons.audiences.models import Kind
from allmende.commons.audiences.queries import reach_of
from allmende.foundation.composed import Composed
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.ids import MAX_ID
from allmende.foundation.journal.concerns import reason_of
from allmende.foundation.journal.sentences import Piece, pieces_of, text_of
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.observers.notices.models import Notice

MOST_COUNTED = 100
"""The bell counts no further: above it says 99+."""

FIELDS = (
    "id",
    "reason",
    "by",
    "at",
    "read_at",
    "thing_id",
    "thing__kind",
    "thing__title",
    "spot_id",
    "spot__kind",
    "thing__audience__kind",
)


class _Row(NamedTuple):
    """A notice as it was read, in the order of `FIELDS`."""

    id: UUID
    reason: str
    by: UUID
    at: datetime
    read_at: datetime | None
    thing: UUID
    kind: str
    title: str
    spot: UUID | None
    spot_kind: str | None
    stands: str

    @property
    def leads_to(self) -> tuple[UUID, str]:
        """Where exactly it is about."""
        return (self.spot, self.spot_kind or "") if self.spot else (self.thing, self.kind)


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """A line of the notices: `key` for paging and for marking it read."""

    key: UUID
    at: datetime
    is_read: bool
    reason: str
    actor: ActorCard | None
    thing: UUID
    title: str
    url: str
    pieces: tuple[Piece, ...]
    is_practice: bool = False

    @property
    def sentence(self) -> str:
        """The line in plain words."""
        return text_of(self.pieces)


@dataclass(frozen=True, slots=True)
class NoticePage:
    """Notices, the latest first; `next` is the key of the next page, None on the last one."""

    items: list[NoticeItem]
    next: UUID | None


def anything_unread(reader: Reader) -> bool:
    """Say whether a reader has an unread notice; one statement besides the reach, none for a guest."""
    if reader.id is None:
        return False
    latest, reach = _unread(reader.id), reach_of(reader)
    if any(stands in reach and (spot is None or there == stands) for stands, spot, there in latest):
        return True
    return len(latest) == MOST_COUNTED and _visible(reader, reader.id).filter(read_at=None).exists()


def _latest_unread(actor: UUID) -> QuerySet[Notice, Any]:
    rows = Notice.objects.filter(actor_id=actor, read_at=None).order_by("-id")
    return rows.values_list("thing__audience_id", "spot_id", "spot__audience_id")[:MOST_COUNTED]


_unread = Composed(_latest_unread, UUID)


def unread_count(reader: Reader) -> int:
    """Return how many unread notices a reader has, up to `MOST_COUNTED`; one statement besides the reach, none for a guest."""
    if reader.id is None:
        return 0
    return len(_visible(reader, reader.id).filter(read_at=None).values_list("id")[:MOST_COUNTED])


def page_of(reader: Reader, after: UUID | None = None, limit: int = 20, *, only_unread: bool = False) -> NoticePage:
    """Return a page of a reader's notices about what they see now.

    Two statements besides the reader's reach, and those of the kinds' addresses.
    """
    if reader.id is None:
        return NoticePage([], None)
    rows = _visible(reader, reader.id).filter(id__lt=after or MAX_ID)
    if only_unread:
        rows = rows.filter(read_at=None)
    found = [_Row(*row) for row in rows.order_by("-id").values_list(*FIELDS)[: limit + 1]]
    people = actor_cards(row.by for row in found[:limit])
    urls = urls_of(list({row.leads_to for row in found[:limit]}))
    items = [_item(row, people.get(row.by), urls.get(row.leads_to[0], "")) for row in found[:limit]]
    return NoticePage(items, found[limit - 1].id if len(found) > limit else None)


def _visible(reader: Reader, actor: UUID) -> QuerySet[Notice]:
    """A reader's notices about things that they see now; a spot counts while it stands where its thing stands."""
    mine = Notice.objects.filter(actor_id=actor, thing__audience__within=reach_of(reader))
    return mine.filter(Q(spot=None) | Q(spot__audience=F("thing__audience")))


def _item(row: _Row, actor: ActorCard | None, url: str) -> NoticeItem:
    door, reason = kinds().get(row.kind), reason_of(row.reason)
    title = row.title or (str(door.name) if door else row.kind)
    if reason and reason.page:
        title, url = str(reason.words) or title, reverse(reason.page)
    who = Piece(actor.name, "actor", key=actor.handle) if actor else Piece("…")
    sentence = reason.sentence if reason else "{thing}"
    return NoticeItem(
        key=row.id,
        at=row.at,
        is_read=row.read_at is not None,
        reason=row.reason,
        actor=actor,
        thing=row.thing,
        title=title,
        url=url,
        pieces=pieces_of(sentence, [who], Piece(title, "thing", url)),
        is_practice=row.stands == Kind.PRACTICE,
    )
