"""The page of notices: what happened to one thing for one reason is one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allmende.commons.audiences.models import Kind
from allmende.foundation.doors import urls_of
from allmende.foundation.ids import MAX_ID
from allmende.foundation.journal.occasions import Occasion
from allmende.foundation.journal.sentences import Piece, pieces_of
from allmende.identity.actors.models import Actor, Reader
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.observers.notices.models import Delivery
from allmende.observers.notices.presets import Ways
from allmende.observers.notices.queries.lines import FIELDS, NoticeItem, Row, in_words, items_of, titled, visible_to
from allmende.observers.notices.queries.told import places_of, told_of

RAW = 4
"""So many notices are read for each line that a page may show: several become one line."""
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A line of the page: who did what to which thing. `count` notices are put together in it; `key` is the latest."""

    key: UUID
    at: datetime
    is_read: bool
    people: tuple[ActorCard, ...]
    count: int
    thing: UUID
    url: str
    pieces: tuple[Piece, ...]
    is_practice: bool


@dataclass(frozen=True, slots=True)
class LinePage:
    """Lines, the latest first; `next` is the key of the next page, None on the last one."""

    items: list[NoticeLine]
    next: UUID | None


def lines_of(reader: Reader, after: UUID | None = None, limit: int = 20) -> LinePage:
    """Return a page of a reader's notices about what they see now, put together by thing and reason.

    Two statements besides the reader's reach, and those of the kinds' addresses.
    """
    if reader.id is None:
        return LinePage([], None)
    most = limit * RAW
    rows = visible_to(reader, reader.id).filter(in_app=True, id__lt=after or MAX_ID).order_by("-id")
    found = in_words([Row(*row) for row in rows.values_list(*FIELDS)[: most + 1]])
    groups, last = _grouped(found[:most], limit)
    following = last or (found[most - 1].id if len(found) > most else None)
    people = actor_cards(row.by for group in groups for row in group)
    urls = urls_of(list({group[0].leads_to for group in groups}))
    return LinePage([_line(group, people, urls) for group in groups], following)


def _grouped(rows: list[Row], limit: int) -> tuple[list[list[Row]], UUID | None]:
    """Put together what reads as one line, up to `limit` lines; and the last key that was used, if rows are left over."""
    groups: dict[object, list[Row]] = {}
    before = None
    for row in rows:
        is_joined = row.why is not None and row.why.sentence_of_many
        key = (row.thing, row.reason, row.read_at is None) if is_joined else row.id
        if key not in groups and len(groups) == limit:
            return list(groups.values()), before
        groups.setdefault(key, []).append(row)
        before = row.id
    return list(groups.values()), None


def _line(group: list[Row], people: dict[UUID, ActorCard], urls: dict[UUID, str]) -> NoticeLine:
    latest, reason = group[0], group[0].why
    title, url = titled(latest, urls.get(latest.leads_to[0], ""))
    cards = [people[by] for by in dict.fromkeys(row.by for row in group) if by in people]
    named = cards if len(cards) <= MOST_NAMES else cards[:2]
    sentence = (reason.sentence if len(cards) < 2 else reason.sentence_of_many) if reason else "{thing}"
    names = [Piece(card.name, "actor", key=card.handle) for card in named] or [Piece("…")]
    return NoticeLine(
        key=latest.id, at=latest.at, is_read=latest.read_at is not None, people=tuple(named), count=len(group),
        thing=latest.thing, url=url, pieces=pieces_of(sentence, names, Piece(title, "thing", url), len(cards) - len(named)),
        is_practice=latest.stands == Kind.PRACTICE,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Explained:
    """Why someone gets a notice: the line, what it belongs to, by which ways that comes to them, and what became of each way."""

    item: NoticeItem
    occasion: Occasion
    ways: Ways
    deliveries: tuple[Delivery, ...]
    has_talk: bool


def explained(reader: Actor, key: UUID) -> Explained | None:
    """Return why someone gets a notice of theirs; None where there is none that they see."""
    row = visible_to(reader, reader.id).filter(id=key).values_list(*FIELDS).first()
    if row is None:
        return None
    found = Row(*row)
    place = places_of([found.thing])[found.thing]
    ways = told_of([reader.id])[reader.id].ways(found.occasion, place.around)
    deliveries = tuple(Delivery.objects.filter(notice=key).order_by("id"))
    return Explained(items_of([found])[0], found.occasion, ways, deliveries, found.spot not in (None, found.thing))
