"""The news of a community thread by thread: in the order of time, with what is new since one looked; or what matters to one first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from allmende.commons.audiences.queries import know_reach, reach_question
from allmende.commons.follows.queries import Followed, followed_in, followed_questions
from allmende.commons.mutes.queries import know_quiet, quiet_questions, quieted_by
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import roles_of
from allmende.commons.tags.models import Tagging
from allmende.commons.threads.models import Comment
from allmende.foundation.gathered import Wanted, gathered
from allmende.identity.actors.models import Actor, Reader
from allmende.identity.actors.queries import ActorCard
from allmende.observers.feed.models import FeedRow, Look
from allmende.observers.feed.queries import (
    RAW,
    FeedItem,
    Row,
    SeenThing,
    bodies_of,
    is_shown,
    items_of,
    latest_rows,
    line_of,
    visible_things,
)
from allmende.people.profiles.queries.people import cards_for

WINDOW = 160
"""What matters to one is chosen among so many of the latest things that happened."""
MOST_RELEVANT = 20
MANY = 3
"""From so many people on, many take part in a thread."""


@dataclass(frozen=True, slots=True)
class NewsThread:
    """What happened with one thing: the latest of it as a line, how much more there was before it, how much of it is new to the
    reader, and why it is shown."""

    item: FeedItem
    more: int
    news: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """A page of news, the latest thread first. `next` is its following page's key; `newest` the number that one has seen with it."""

    threads: list[NewsThread]
    next: str
    news: int
    newest: int
    is_first: bool
    """Whether the reader looks for the first time: nothing is told apart as new."""


class _Own(NamedTuple):
    seen: int | None = None
    followed: Followed = Followed()


def news_of(reader: Reader, root: Space, key: str = "", limit: int = 10) -> News:
    """Return a page of what happened in a community to things that the reader sees, thread by thread, the latest first.

    A thread stands where its latest news stands and comes once, also when more happens between two pages: the key says where
    the first page began. What is quiet for the reader is left out. Statements: those of `page_of`, one for what is the reader's
    own, and one more on later pages.
    """
    start, before = _read_key(key)
    own = _own_of(reader, root)
    most = limit * RAW
    found = latest_rows(reader, root, before, most + 1)
    things = visible_things(reader, found[:most], most)
    rows = [row for row in found[:most] if is_shown(row, things) and not _is_quiet(reader, row)]
    told = _told_before({row.thing for row in rows}, before, start) if before and start else set()
    threads, last = _threads([row for row in rows if row.thing not in told], limit)
    start = start or (found[0].seq if found else 0)
    is_more = last is not None or len(found) > most
    following = f"{start}.{last or found[most - 1].seq}" if is_more else ""
    shown = _shown(reader, root, threads, things, own.seen)
    return News(shown, following, sum(one.news for one in shown), start, own.seen is None)


def news_since(reader: Reader, root: Space, seq: int) -> int:
    """Return with how many things others have done something since a number, of those that the reader sees and hears of; counted up to
    `WINDOW` happenings. Statements: those of a page, without names and addresses.
    """
    _own_of(reader, root)
    found = [row for row in latest_rows(reader, root, None, WINDOW) if row.seq > seq and row.actor != reader.id]
    things = visible_things(reader, found, WINDOW)
    return len({row.thing for row in found if is_shown(row, things) and not _is_quiet(reader, row)})


def relevant_news(reader: Reader, root: Space) -> News:
    """Return what matters to a reader among the latest things that happened, with the reasons, the weightiest first.

    A reason is something that they do themselves: follow, belong, make, ask; and that many take part. What they did themselves
    is left out. Two statements more than a page of `news_of`.
    """
    own = _own_of(reader, root, weighs=True)
    found = latest_rows(reader, root, None, WINDOW)
    things = visible_things(reader, found, WINDOW)
    rows = [row for row in found if is_shown(row, things) and not _is_quiet(reader, row)]
    threads, _last = _threads([row for row in rows if row.actor != reader.id], WINDOW)
    judge = _Judge(reader, root, own.followed, things, rows)
    judged = sorted(
        ((judge.of(thread), thread) for thread in threads), key=lambda one: (-one[0].weight, -one[1][0].seq)
    )
    best = [thread for _why, thread in judged[:MOST_RELEVANT]]
    shown = _shown(reader, root, best, things, own.seen, [why for why, _thread in judged[:MOST_RELEVANT]])
    newest = found[0].seq if found else 0
    return News(shown, "", sum(one.news for one in shown), newest, own.seen is None)


def _read_key(key: str) -> tuple[int | None, int | None]:
    """Where the first page began, and before which number this one begins; a key that can't be read is the first page's."""
    start, _dot, before = key.partition(".")
    are_numbers = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (start, before))
    return (int(start), int(before)) if are_numbers else (None, None)


def _own_of(reader: Reader, root: Space, *, weighs: bool = False) -> _Own:
    """How far a reader has looked, and where things are weighed all that they follow; their reach and what is quiet for them are kept.
    One statement, none for guests."""
    if not isinstance(reader, Actor):
        return _Own()
    looks, reached, *answers = gathered([
        _looks.put(reader.id, root.id), reach_question(reader), *quiet_questions(reader),
        *(followed_questions(reader.id) if weighs else ()),
    ])  # fmt: skip
    know_reach(reader, [audience for (audience,) in reached])
    know_quiet(reader, answers[:2])
    return _Own(next((seq for (seq,) in looks), None), followed_in(answers[2:]) if weighs else Followed())


_looks = Wanted(lambda actor, root: Look.objects.filter(actor_id=actor, root=root).values_list("seq"), UUID, UUID)


def _is_quiet(reader: Reader, row: Row) -> bool:
    quiet = quieted_by(reader)
    return row.actor in quiet.people or not quiet.things.isdisjoint((row.thing, row.spot, row.space))


def _told_before(things: set[UUID], before: int, start: int) -> set[UUID]:
    """Those of the things whose latest news stood on an earlier page."""
    rows = FeedRow.objects.filter(thing_id__in=things, seq__gte=before, seq__lte=start)
    return set(rows.values_list("thing_id", flat=True)) if things else set()


def _threads(rows: Iterable[Row], limit: int) -> tuple[list[list[Row]], int | None]:
    """Put together what happened to the same thing, up to `limit` things; and the last number that was used, if rows are left over."""
    threads: dict[UUID, list[Row]] = {}
    before = None
    for row in rows:
        if row.thing not in threads and len(threads) == limit:
            return list(threads.values()), before
        threads.setdefault(row.thing, []).append(row)
        before = row.seq
    return list(threads.values()), None


def _shown(
    reader: Reader, root: Space, threads: list[list[Row]], things: dict[UUID, SeenThing], seen: int | None,
    reasons: list[_Why] | None = None,
) -> list[NewsThread]:  # fmt: skip
    zone = ZoneInfo(root.zone)
    heads = []
    for rows in threads:
        line = line_of(rows[0], rows[0].at.astimezone(zone).date())
        heads.append([row for row in rows if line_of(row, row.at.astimezone(zone).date()) == line])
    named = {who for why in reasons or () for _weight, _sentence, who in why.found if who}
    people = cards_for(reader, root, named | {row.actor for head in heads for row in head})
    items = items_of(heads, things, people, bodies_of(reader, [row for head in heads for row in head]))
    return [
        NewsThread(
            item, len(rows) - len(head), 0 if seen is None else sum(row.seq > seen and row.actor != reader.id for row in rows),
            why.words(people) if why else (),
        )
        for item, rows, head, why in zip(items, threads, heads, reasons or [None] * len(items), strict=True)
    ]  # fmt: skip


class _Why(NamedTuple):
    """Why a thread matters to someone: the weight of all reasons together, and the two that weigh most."""

    weight: int
    found: tuple[tuple[int, str, UUID | None], ...]

    def words(self, people: dict[UUID, ActorCard]) -> tuple[str, ...]:
        """The reasons in words."""
        told = [
            sentence % {"name": people[who].name} if who and who in people else sentence
            for _w, sentence, who in self.found
        ]
        return tuple(sentence for sentence in told if "%(" not in sentence)[:2] or (_("New here"),)


class _Judge:
    """Says of threads why they matter to a reader; one statement for all of them."""

    def __init__(
        self, reader: Reader, root: Space, followed: Followed, things: dict[UUID, SeenThing], rows: list[Row]
    ) -> None:
        self.reader, self.root, self.followed, self.things = reader, root, followed, things
        self.spaces = set(roles_of(reader)) - {root.id}
        spots = [row.spot for row in rows if row.spot]
        mine = Comment.objects.filter(id__in=spots, parent__author_id=reader.id)
        tagged = Tagging.objects.filter(thing_id__in=[*things], tag_id__in=followed.tags)
        answers, tags = gathered([mine.values_list("id"), tagged.values_list("thing_id", "tag__name")])
        self.answers, self.tagged = {key for (key,) in answers}, dict(tags)

    def of(self, rows: list[Row]) -> _Why:
        """Why a thread matters."""
        found = sorted(self._reasons(rows), key=lambda one: -one[0])
        return _Why(sum(weight for weight, *_rest in found), tuple(found))

    def _reasons(self, rows: list[Row]) -> Iterable[tuple[int, str, UUID | None]]:
        thing, people = rows[0].thing, {row.actor for row in rows}
        if any(row.spot in self.answers for row in rows):
            yield 9, _("Someone answers you"), None
        if self.things[thing].author == self.reader.id:
            yield 6, _("You made it"), None
        if thing in self.followed.things:
            yield 5, _("You follow it"), None
        if rows[0].space in self.followed.things:
            yield 4, _("You follow its space"), None
        for person in people & self.followed.people:
            yield 4, _("You follow %(name)s"), person
        for tag in {self.tagged[key] for key in (thing, *(row.spot for row in rows)) if key in self.tagged}:
            yield 4, _("You follow #%(tag)s") % {"tag": tag}, None
        if rows[0].space in self.spaces:
            yield 3, _("From a space of yours"), None
        if len(people) >= MANY:
            yield 2, _("Many take part"), None
