"""What has happened lately, for the eyes of one reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse

from allmende.commons.audiences.queries import Seen, reach_of
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_member
from allmende.commons.things.models import Thing
from allmende.foundation.composed import Composed
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.journal.activities import activity_type, all_activities
from allmende.foundation.journal.sentences import Piece, pieces_of, text_of
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard
from allmende.observers.feed.models import FeedRow
from allmende.people.profiles.queries.people import cards_for

MOST_NAMES = 3
"""Up to so many people are named one by one; of more, all but the first two are counted."""

RAW = 4
"""So many activities are read for each line that a page may show: several become one line."""

LAST_SEQ = 2**63 - 1


class Row(NamedTuple):
    """A row as it was read."""

    seq: int
    thing: UUID
    spot: UUID | None
    actor: UUID
    name: str
    at: datetime
    behalf: UUID | None
    space: UUID


class SeenThing(NamedTuple):
    """A thing that the reader sees now."""

    kind: str
    title: str
    layer: int
    audience: int
    author: UUID


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A line of the feed: who did what to which thing. `count` activities are put together in it; `key` is the latest."""

    key: int
    at: datetime
    activity: str
    thing: UUID
    kind: str
    icon: str
    title: str
    url: str
    layer: int
    people: tuple[ActorCard, ...]
    others: int
    count: int
    pieces: tuple[Piece, ...]

    @property
    def sentence(self) -> str:
        """The line in plain words."""
        return text_of(self.pieces)


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Lines of the feed, the latest first; `next` is the key of the next page, None on the last one."""

    items: list[FeedItem]
    next: int | None


def page_of(
    reader: Reader,
    root: Space,
    after: int | None = None,
    limit: int = 20,
    *,
    space: UUID | None = None,
    actor: UUID | None = None,
) -> FeedPage:
    """Return a page of what happened in a community (in one of its spaces; by one actor) to things the reader sees now.

    Three statements besides the reader's reach and roles, and those of the kinds' addresses; a fourth where someone acted for
    an organisation, which is named to those who see it.
    """
    most, by = limit * RAW, {"space": space, "actor": actor}
    found = latest_rows(reader, root, after, most + 1, **by)
    things = visible_things(reader, found[:most], most)
    shown = [row for row in found[:most] if is_shown(row, things)]
    groups, last = _grouped(shown, limit, ZoneInfo(root.zone))
    is_cut = last is not None or len(found) > most
    following = (last or found[most - 1].seq) if is_cut else None
    people = cards_for(reader, root, (row.actor for group in groups for row in group))
    return FeedPage(items_of(groups, things, people, bodies_of(reader, shown)), following)


def latest_rows(reader: Reader, root: Space, before: int | None, most: int, **by: UUID | None) -> list[Row]:
    """Return the latest rows of a community that stand where a reader reaches (of a space, by an actor), before a number; one statement."""
    ask = _rows(bool(is_member(reader, root)), tuple(name for name, value in by.items() if value), most)
    values = (root.id, before or LAST_SEQ, *(value for value in by.values() if value))
    return [Row(*row) for row in ask(reach_of(reader), *values)]


@cache
def _rows(is_member: bool, by: tuple[str, ...], most: int) -> Composed:
    """The statement for the latest rows that stand where a reader reaches, composed once for members and for others."""

    def build(reach: list[int], root: UUID, before: int, *values: UUID) -> QuerySet[FeedRow, Any]:
        rows = FeedRow.objects.filter(root=root, seq__lt=before, audience__within=reach)
        if not is_member:
            rows = rows.exclude(name__in=[name for name, kind in all_activities().items() if kind.for_members])
        rows = rows.filter(**dict(zip(by, values, strict=True))).order_by("-seq")
        return rows.values_list("seq", "thing_id", "spot_id", "actor", "name", "at", "behalf", "space")[:most]

    return Composed(build, list, UUID, int, *[UUID] * len(by))


def visible_things(reader: Reader, rows: list[Row], most: int) -> dict[UUID, SeenThing]:
    """Return those of the rows' things that the reader sees now: the things themselves decide."""
    wanted = list({thing for row in rows for thing in (row.thing, row.spot) if thing})
    filled = wanted + wanted[:1] * (2 * most - len(wanted))  # one statement, however many there are
    return {thing: SeenThing(*rest) for thing, *rest in _things(2 * most).by(reader, *filled)} if wanted else {}


@cache
def _things(most: int) -> Seen:
    def build(reader: Reader, *things: UUID) -> QuerySet[Thing, Any]:
        fields = ("id", "kind", "title", "audience__layer", "audience_id", "author_id")
        return Thing.objects.visible_to(reader).filter(id__in=things).values_list(*fields)

    return Seen(build, *[UUID] * most)


def is_shown(row: Row, things: dict[UUID, SeenThing]) -> bool:
    """Say whether a row's thing and spot are seen, stand together, and its room is open."""
    if row.thing not in things or activity_type(row.name) is None:
        return False
    return row.spot is None or (row.spot in things and things[row.spot].audience == things[row.thing].audience)


def _grouped(rows: list[Row], limit: int, zone: ZoneInfo) -> tuple[list[list[Row]], int | None]:
    """Put together what reads as one line, up to `limit` lines; and the last number that was used, if rows are left over."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    before = None
    for row in rows:
        key = line_of(row, row.at.astimezone(zone).date())
        if key not in groups and len(groups) == limit:
            return list(groups.values()), before
        groups.setdefault(key, []).append(row)
        before = row.seq
    return list(groups.values()), None


def line_of(row: Row, day: date) -> tuple[object, ...]:
    """Return what rows of one line share: thing, activity and day; each its own where the activity is never put together."""
    kind = activity_type(row.name)
    return (row.thing, row.name, day) if kind and kind.sentence_of_many else (row.seq,)


def bodies_of(reader: Reader, rows: list[Row]) -> dict[UUID | None, Piece]:
    """Return the organisations on whose behalf something was done and that the reader sees, by their voice."""
    wanted = {row.behalf for row in rows if row.behalf}
    if not wanted:
        return {}
    found = Space.objects.visible_to(reader).filter(voice__in=wanted).values_list("voice_id", "title", "slug")
    return {voice: Piece(title, "thing", reverse("space", args=[slug])) for voice, title, slug in found}


def items_of(
    groups: list[list[Row]],
    things: dict[UUID, SeenThing],
    people: dict[UUID, ActorCard],
    bodies: dict[UUID | None, Piece],
) -> list[FeedItem]:
    leads = {group[0].seq: _leads_to(group) for group in groups}
    urls = urls_of([(thing, things[thing].kind) for thing in set(leads.values())])
    return [_item(group, things[group[0].thing], people, urls.get(leads[group[0].seq], ""), bodies) for group in groups]


def _leads_to(group: list[Row]) -> UUID:
    """Return where a line leads: a single comment itself, else the thing."""
    return (group[0].spot if len(group) == 1 else None) or group[0].thing


def _item(
    group: list[Row], thing: SeenThing, people: dict[UUID, ActorCard], url: str, bodies: dict[UUID | None, Piece]
) -> FeedItem:
    latest, door = group[0], kinds().get(thing.kind)
    title = thing.title or (str(door.name) if door else thing.kind)
    cards = [people[actor] for actor in dict.fromkeys(row.actor for row in group) if actor in people]
    named = cards if len(cards) <= MOST_NAMES else cards[:2]
    others = len(cards) - len(named)
    return FeedItem(
        key=latest.seq,
        at=latest.at,
        activity=latest.name,
        thing=latest.thing,
        kind=thing.kind,
        icon=door.icon if door else "",
        title=title,
        url=url,
        layer=thing.layer,
        people=tuple(named),
        others=others,
        count=len(group),
        pieces=_pieces(
            latest.name, [_named(card, group, bodies) for card in named], others, Piece(title, "thing", url)
        ),
    )


def _named(card: ActorCard, group: list[Row], bodies: dict[UUID | None, Piece]) -> Piece:
    """Return someone's name, with whom they acted for where it was the same one each time."""
    behalves = {row.behalf for row in group if row.actor == card.id}
    behalf = bodies.get(behalves.pop()) if len(behalves) == 1 else None
    return Piece(card.name, "actor", key=card.handle, behalf=behalf)


def _pieces(name: str, named: list[Piece], others: int, thing: Piece) -> tuple[Piece, ...]:
    activity = activity_type(name)
    if activity is None:
        return ()
    sentence = activity.sentence_of_many if len(named) + others > 1 else activity.sentence
    return pieces_of(sentence, named, thing, others)
