"""One notice as it reads now, to whom it is for: words, names and addresses are made when it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from allmende.commons.audiences.models import Kind
from allmende.commons.audiences.queries import reach_of
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.journal.concerns import Reason, reason_of
from allmende.foundation.journal.occasions import OWN, Occasion
from allmende.foundation.journal.sentences import Piece, pieces_of, text_of
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.observers.notices.models import Notice

FIELDS = (
    *(
        "id",
        "reason",
        "by",
        "at",
        "read_at",
        "until",
        "thing_id",
        "thing__kind",
        "thing__title",
        "spot_id",
        "spot__kind",
    ),
    *("thing__audience__kind", "thing__space_id", "activity"),
)


class Row(NamedTuple):
    """A notice as it was read, in the order of `FIELDS`."""

    id: UUID
    reason: str
    by: UUID
    at: datetime
    read_at: datetime | None
    until: datetime | None
    thing: UUID
    kind: str
    title: str
    spot: UUID | None
    spot_kind: str | None
    stands: str
    space: UUID | None
    activity: UUID

    @property
    def leads_to(self) -> tuple[UUID, str]:
        """Where exactly it is about."""
        return (self.spot, self.spot_kind or "") if self.spot else (self.thing, self.kind)

    @property
    def why(self) -> Reason | None:
        """The reason; None when whoever gave it is gone."""
        return reason_of(self.reason)

    @property
    def occasion(self) -> Occasion:
        """What it belongs to where people choose."""
        return why.occasion if (why := self.why) else OWN

    @property
    def place(self) -> UUID | None:
        """The space that it happened in: the thing's, or the thing itself where it is one."""
        return self.thing if self.kind == "space" else self.space


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


def visible_to(reader: Reader, actor: UUID) -> QuerySet[Notice]:
    """A reader's notices about things that they see now; a spot counts while it stands where its thing stands."""
    mine = Notice.objects.filter(actor_id=actor, thing__audience__within=reach_of(reader))
    return mine.filter(Q(spot=None) | Q(spot__audience=F("thing__audience")))


def in_words(rows: Sequence[Row]) -> list[Row]:
    """Return rows with the titles of the moment's language, where a kind has a title in each."""
    known, named = kinds(), dict[UUID, str]()
    for kind in {row.kind for row in rows}:
        titles = known[kind].titles if kind in known else None
        named |= titles([row.thing for row in rows if row.kind == kind]) if titles else {}
    return [row._replace(title=named.get(row.thing, row.title)) for row in rows] if named else list(rows)


def items_of(rows: Sequence[Row]) -> list[NoticeItem]:
    """Return rows as lines; one statement for the names, and those of the kinds' addresses."""
    rows = in_words(rows)
    people = actor_cards(row.by for row in rows)
    urls = urls_of(list({row.leads_to for row in rows}))
    return [_item(row, people.get(row.by), urls.get(row.leads_to[0], "")) for row in rows]


def _item(row: Row, actor: ActorCard | None, url: str) -> NoticeItem:
    reason = row.why
    title, url = titled(row, url)
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


def titled(row: Row, url: str) -> tuple[str, str]:
    """Return what {thing} reads as in a row's sentence, and where it leads, given where the thing itself is."""
    reason = row.why
    if reason and reason.page:
        return str(reason.words) or name_of(row), reverse(reason.page)
    return name_of(row), url


def name_of(row: Row) -> str:
    """Return the name of what a notice is about; of what has none, its kind."""
    door = kinds().get(row.kind)
    return row.title or (str(door.name) if door else row.kind)
