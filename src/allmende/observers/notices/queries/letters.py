"""What a mail about notices says: by community, space and thing, as its reader may see it at the moment it is written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.safestring import mark_safe

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.waiting import what_waits
from allmende.foundation.doors import Waiting, kinds, urls_of
from allmende.foundation.journal.sentences import Piece, pieces_of, text_of
from allmende.foundation.text import plain
from allmende.identity.actors.models import Actor
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.observers.notices.queries.lines import FIELDS, Row, in_words, name_of, titled, visible_to

MOST_SPACES, MOST_THINGS, MOST_LINES = 12, 5, 3
"""What a digest shows: at most a screen per space; the rest is a number, and a link."""
MOST_NAMES, MOST_WAITING = 3, 5
SHORT, LONG = 220, 4_000
"""Characters of what someone wrote: in a digest, and in a mail of its own."""
_ENDS = re.compile(r"</(?:p|li|h[1-6]|pre|td|dd|dt)>|<br[^>]*>|<hr[^>]*>")


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, in a sentence; `said` is what someone wrote, by paragraphs."""

    sentence: str
    url: str
    at: datetime
    said: tuple[str, ...] = ()
    until: datetime | None = None
    """When what it reminds of ends."""


@dataclass(frozen=True, slots=True)
class About:
    """A thing that something happened to; `more` lines are not shown."""

    title: str
    url: str
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A space with what happened in it; `more` things are not shown."""

    title: str
    things: tuple[About, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail: the space it comes from (None: the node), its parts, and the notices that it tells of."""

    space: Space | None
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]
    more: int = 0
    waiting: tuple[Waiting, ...] = ()
    """What its reader is asked for there and has not done by now: a vote that ends, a review, an invitation."""


def rows_of(reader: Actor, notices: Iterable[UUID]) -> dict[UUID, Row]:
    """Return those of a reader's notices that they may see at this moment, the newest first."""
    found = visible_to(reader, reader.id).filter(id__in=list(notices)).order_by("-id").values_list(*FIELDS)
    return {row.id: row for row in in_words([Row(*row) for row in found])}


def mails_of(reader: Actor, rows: Sequence[Row], apart: Collection[UUID] = ()) -> list[Letter]:
    """Return a mail for each thing that something happened to, with all of what was written there; what is `apart` has one of its own."""
    known = _Known(reader, rows)
    by_thing: dict[UUID, list[Row]] = {}
    for row in reversed(rows):  # as it was said, the first above
        by_thing.setdefault(row.id if row.id in apart else row.thing, []).append(row)
    return [
        Letter(known.space(of[0]), (Part("", (known.about(of, most=len(of), long=True),)),), tuple(of))
        for of in by_thing.values()
    ]


def digests_of(reader: Actor, rows: Sequence[Row]) -> list[Letter]:
    """Return a digest for each community, by space and thing, the newest first."""
    if not rows:
        return []
    known = _Known(reader, rows)
    by_root: dict[UUID | None, list[Row]] = {}
    for row in rows:
        by_root.setdefault(known.root_id(row), []).append(row)
    return [known.digest(reader, of) for of in by_root.values()]


class _Known:
    """What is read once for all lines of the mails to someone: spaces, names, addresses, what was written."""

    def __init__(self, reader: Actor, rows: Sequence[Row]) -> None:
        places = {row.place for row in rows if row.place}
        self.spaces = Space.objects.select_related("root").in_bulk(places)
        self.seen = set(Space.objects.visible_to(reader).filter(id__in=places).values_list("id", flat=True))
        self.people = actor_cards(row.by for row in rows)
        self.urls = urls_of(list({row.leads_to for row in rows} | {(row.thing, row.kind) for row in rows}))
        self.said = _written(rows)

    def root_id(self, row: Row) -> UUID | None:
        """The community of a row."""
        space = self.spaces.get(row.place) if row.place else None
        return (space.root_id or space.id) if space else None

    def space(self, row: Row) -> Space | None:
        """The space that a row is named by: where its reader doesn't see it, the community."""
        space = self.spaces.get(row.place) if row.place else None
        return space if space is None or space.id in self.seen else space.root

    def digest(self, reader: Actor, rows: list[Row]) -> Letter:
        """The digest of a community, with what waits for its reader there at this moment."""
        by_space: dict[UUID | None, list[Row]] = {}
        for row in rows:
            space = self.space(row)
            by_space.setdefault(space.id if space else None, []).append(row)
        first = self.space(rows[0])
        parts = [self._part(of) for of in by_space.values()]
        house = (first.root or first) if first else None
        waiting = tuple(what_waits(reader, house, MOST_WAITING)) if house else ()
        return Letter(house, tuple(parts[:MOST_SPACES]), tuple(rows), len(parts[MOST_SPACES:]), waiting)

    def _part(self, rows: list[Row]) -> Part:
        by_thing: dict[UUID, list[Row]] = {}
        for row in rows:
            by_thing.setdefault(row.thing, []).append(row)
        things = tuple(self.about(of) for of in list(by_thing.values())[:MOST_THINGS])
        space = self.space(rows[0])
        return Part(space.title if space else "", things, len(by_thing) - len(things))

    def about(self, rows: list[Row], most: int = MOST_LINES, *, long: bool = False) -> About:
        """A thing with its lines; several of one reason are put together, unless all is to be read at length."""
        groups: dict[object, list[Row]] = {}
        for row in rows:
            is_one = not long and row.why is not None and row.why.sentence_of_many
            groups.setdefault(row.reason if is_one else row.id, []).append(row)
        lines = [self._line(of, long=long) for of in groups.values()]
        return About(name_of(rows[0]), self.urls.get(rows[0].thing, ""), tuple(lines[:most]), len(lines[most:]))

    def _line(self, rows: list[Row], *, long: bool) -> Line:
        latest, reason = rows[0], rows[0].why
        title, url = titled(latest, self.urls.get(latest.leads_to[0], ""))
        cards = list({row.by: self.people[row.by] for row in rows if row.by in self.people}.values())
        sentence = (reason.sentence if len(cards) < 2 else reason.sentence_of_many) if reason else "{thing}"
        said = self.said.get(latest.spot or latest.thing, "")
        paragraphs = _paragraphs(said, LONG) if long else tuple(filter(None, [plain(mark_safe(said), SHORT)]))
        return Line(text_of(pieces_of(sentence, *_named(cards, title))), url, latest.at, paragraphs, latest.until)


def _named(cards: list[ActorCard], title: str) -> tuple[list[Piece], Piece, int]:
    names = cards if len(cards) <= MOST_NAMES else cards[:2]
    return [Piece(card.name) for card in names] or [Piece("…")], Piece(title), len(cards) - len(names)


def _written(rows: Sequence[Row]) -> dict[UUID, str]:
    """Return what people wrote at the spots of these rows, as sanitised HTML."""
    by_kind: dict[str, list[UUID]] = {}
    for row in rows:
        if row.spot or (row.why and row.why.tells):
            key, kind = row.leads_to
            by_kind.setdefault(kind, []).append(key)
    known = kinds()
    asked = [(known[kind].texts, spots) for kind, spots in by_kind.items() if kind in known]
    return {thing: html for texts, spots in asked if texts for thing, html in texts(spots)}


def _paragraphs(html: str, limit: int) -> tuple[str, ...]:
    """Return the words of sanitised HTML, a paragraph or line of a list at a time, up to a number of characters."""
    found, room = [], limit
    for block in _ENDS.split(html):
        words = plain(mark_safe(block), room) if room > 0 else ""
        if words:
            found.append(words)
            room -= len(words)
    return tuple(found)
