"""One reader of the journal for all listeners of this process: it looks twice a second and hands out hints.

Hints are handed out only after a look at every listener's session and reach, in the same turn; rights that are lost without a
hint end the stream within `CHECK` seconds. A listener holds each key once, so that a slow one costs no more than a quick one.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import DatabaseError, close_old_connections

from allmende.foundation.journal.models import Cursor
from allmende.foundation.tasks.models import Job
from allmende.observers.notices.models import Notice
from allmende.surfaces.live.standing import AT_ONCE, Reached, Standing, fallen, read_reached
from allmende.surfaces.live.views import Opening
from allmende.surfaces.live.watching import NOTICES, Change, changes_in, entries_after, jobs_in

log = logging.getLogger(__name__)

TURN = 0.5
CHECK = 2.0
PER_PERSON = 8
"""Streams of one person at a time."""
REMEMBERED = 2000
"""Entries that wait for their notices to be made."""
MOST_READ = 1000
"""Entries of one look; the next ones come with the next."""


@dataclass(eq=False)
class Listener:
    """An open stream: what waits to be sent, and whether it is over."""

    opening: Opening
    seq: int
    waiting: dict[str, int] = field(default_factory=dict)
    over: bool = False
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def actor(self) -> UUID:
        """Who listens."""
        return self.opening.standing.actor

    def hint(self, key: str, seq: int) -> None:
        """Let a key be sent, once however often it changes before."""
        self.waiting[key] = seq
        self.wake.set()

    def end(self) -> None:
        """Let the stream end."""
        self.over = True
        self.wake.set()


@dataclass
class Seen:
    """What one look at the database found for the listeners there were."""

    listeners: list[Listener]
    seq: int
    changes: list[Change]
    rung: list[tuple[UUID, int, int]]
    """For whom the bell rang, about what audience, by which entry."""
    moved: set[str]
    """Keys of the jobs that are further than at the last look."""
    reached: Reached | None = None
    fallen: set[Standing] = field(default_factory=set)


class Hub:
    """All listeners of this process, and the one task that looks for them."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self.unrung: deque[tuple[int, UUID]] = deque(maxlen=REMEMBERED)
        self.jobs: dict[str, tuple[Any, ...] | None] = {}
        self.checked = 0.0
        self.database = ThreadPoolExecutor(1, thread_name_prefix="hub")

    def has_room(self, actor: UUID) -> bool:
        """Say whether someone may open one more stream."""
        return sum(one.actor == actor for one in self.listeners) < PER_PERSON

    @contextlib.contextmanager
    def listening(self, opening: Opening) -> Iterator[Listener]:
        """Belong to the listeners within the block; the next look begins where the opening was judged."""
        listener = Listener(opening, opening.seq)
        for key in opening.changed:
            listener.hint(key, opening.seq)
        self.listeners.add(listener)
        try:
            yield listener
        finally:
            self.listeners.discard(listener)

    async def run(self) -> None:
        """Look, turn by turn, for as long as the process lives; a database that is away is waited for."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(TURN)
            if not self.listeners:
                continue
            try:
                seen = await loop.run_in_executor(self.database, self.look, list(self.listeners))
            except DatabaseError:
                log.exception("The streams could not look at the journal.")
                await asyncio.sleep(CHECK)
            else:
                hand_out(seen)

    def look(self, listeners: list[Listener]) -> Seen:
        """Read what is new and, where there is something to hand out or it is time, who may still listen. In a thread."""
        close_old_connections()
        before = min(one.seq for one in listeners)
        rows = list(entries_after(before)[:MOST_READ])
        watched = {key for one in listeners for key in one.opening.watched}
        changes = [change for change in changes_in(rows) if change.key in watched]
        newest = rows[-1][0] if rows else before
        seen = Seen(listeners, newest, changes, self._rung(listeners, rows), self._moved(watched))
        now = time.monotonic()  # house: how long it is ago, nobody's time
        if seen.changes or seen.rung or seen.moved or now - self.checked > CHECK:
            things = {thing for one in listeners for thing in one.opening.watched.values() if thing}
            audiences = (
                *(change.audience for change in seen.changes),
                *(audience for _actor, audience, _seq in seen.rung),
            )
            seen.fallen = fallen(one.opening.standing for one in listeners)
            seen.reached = read_reached({one.actor for one in listeners}, things, audiences)
            self.checked = now
        return seen

    def _moved(self, watched: Iterable[str]) -> set[str]:
        """Return the keys of jobs that are further than at the last look, have ended or are gone."""
        keys, stand = jobs_in(watched), {}
        for ids in batched(keys.values(), AT_ONCE):
            rows = Job.objects.filter(id__in=ids).values_list("id", "state", "done", "total")
            stand |= {row[0]: row[1:] for row in rows}
        before, self.jobs = self.jobs, {key: stand.get(job) for key, job in keys.items()}
        return {key for key, at in self.jobs.items() if key in before and before[key] != at}

    def _rung(self, listeners: list[Listener], rows: list[tuple[Any, ...]]) -> list[tuple[UUID, int, int]]:
        """Return for whom the bell has rung: notices of entries that their observer has come past."""
        known = self.unrung[-1][0] if self.unrung else 0
        self.unrung.extend((row[0], row[1]) for row in rows if row[0] > known)
        actors = {one.actor for one in listeners if NOTICES in one.opening.watched}
        if not self.unrung:
            return []
        told = Cursor.objects.filter(observer=NOTICES).values_list("seq", flat=True).first() or 0
        past: dict[UUID, int] = {}
        while self.unrung and self.unrung[0][0] <= told:
            seq, key = self.unrung.popleft()
            past[key] = seq
        rung: list[tuple[UUID, int, int]] = []
        for people in batched(actors if past else (), AT_ONCE):
            found = Notice.objects.filter(activity__in=list(past), actor_id__in=people)
            about = found.values_list("actor_id", "thing__audience_id", "activity")
            rung += [(actor, audience, past[activity]) for actor, audience, activity in about]
        return rung


def hand_out(seen: Seen) -> None:
    """Give every listener the hints that are theirs; end the streams of those who may listen no more."""
    by_key: dict[str, list[Change]] = {}
    for change in seen.changes:
        by_key.setdefault(change.key, []).append(change)
    for listener in seen.listeners:
        if seen.reached is not None and _is_over(listener, seen.reached, seen.fallen):
            listener.end()
        elif seen.reached is not None:
            for key, seq in _hints(listener, by_key, seen.rung, seen.reached):
                listener.hint(key, seq)
            for key in seen.moved & listener.opening.watched.keys():
                listener.hint(key, listener.seq)
        listener.seq = max(listener.seq, seen.seq)


def _is_over(listener: Listener, reached: Reached, gone: set[Standing]) -> bool:
    """Whether the session has ended, or something watched is out of reach."""
    things = (thing for thing in listener.opening.watched.values() if thing)
    return listener.opening.standing in gone or not all(reached.sees_thing(listener.actor, thing) for thing in things)


def _hints(
    listener: Listener, changes: dict[str, list[Change]], rung: list[tuple[UUID, int, int]], reached: Reached
) -> Iterator[tuple[str, int]]:
    """Give the keys of what others changed, and of the bell; each with the entry that it comes from."""
    watched, me = listener.opening.watched, listener.actor
    for key in watched:
        for change in changes.get(key, ()):
            is_news = change.seq > listener.seq and change.actor != me
            if is_news and (change.audience is None or reached.sees(me, change.audience)):
                yield key, change.seq
    if NOTICES in watched:
        for actor, audience, seq in rung:
            if actor == me and reached.sees(me, audience):
                yield NOTICES, seq
