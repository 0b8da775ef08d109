"""Reading from a replica: what guests read may come from a copy of the database, never older than what they could know.

A guest without a cookie of ours has written nothing, so there is nothing of their own that they could miss. What everyone could know
is what the generation (`foundation.generation`) announces: the replica is read only once it has replayed all that the database held
when the present generation was first seen here, and never more than a second behind what was written without a word. Otherwise, and
while it is away, the database itself is read. Everyone else, and all that writes, never leaves the database.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections

from allmende.foundation.generation import generation

log = logging.getLogger(__name__)

NAME = "replica"
DATABASE = "default"

GOOD_FOR = 1.0
"""Seconds for which a position of the database holds as the one that the replica must have reached."""

PAUSE = 5.0
"""Seconds in which it is not asked again after it was away."""


@dataclass(frozen=True)
class Mark:
    """Where the database's log stood (`position`) when a generation was seen, at an instant of this process."""

    generation: int
    position: str
    at: float


_mark: Mark | None = None
_turn = Lock()
_away_until = 0.0
_reads: ContextVar[str | None] = ContextVar("where this request reads", default=DATABASE)


@contextmanager
def offered() -> Iterator[None]:
    """Let what is read in this block come from the replica, if it is good for that; asked with the first statement."""
    token = _reads.set(None)
    try:
        yield
    finally:
        _reads.reset(token)


class GuestsReadElsewhere:
    """Django's database router: writing and transactions stay with the database, reading goes where the request may."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Return where to read: the same for all of a request."""
        where = _reads.get()
        if where is None:
            where = NAME if is_good() else DATABASE
            _reads.set(where)
        return DATABASE if connections[DATABASE].in_atomic_block else where

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Return where to write."""
        return DATABASE

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Rows of both are the same rows."""
        return True

    def allow_migrate(self, database: str, app_label: str, **hints: Any) -> bool:
        """Tables reach the replica by themselves."""
        return database == DATABASE


def is_good() -> bool:
    """Whether the replica answers, and has all that the database held when the present generation was seen; one statement or two."""
    global _away_until
    if time.monotonic() < _away_until:
        return False
    wanted = _position_wanted(generation())
    try:
        connection = connections[NAME]
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() >= %s::pg_lsn", [wanted])
            is_replica, has_all = cursor.fetchone()
            return bool(is_replica and has_all)
    except DatabaseError as error:
        _away_until = time.monotonic() + PAUSE
        connections[NAME].close()
        log.warning("The replica is away, guests read from the database: %s", error)
        return False


def _position_wanted(present: int) -> str:
    """Return where the database's log stood when this generation was first seen here, or within the last second."""
    global _mark
    with _turn:
        mark = _mark
        if mark is None or mark.generation != present or time.monotonic() - mark.at > GOOD_FOR:
            at = time.monotonic()
            with connections[DATABASE].cursor() as cursor:
                cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
                _mark = mark = Mark(present, cursor.fetchone()[0], at)
    return mark.position


def is_set() -> bool:
    """Whether this node has a replica."""
    return NAME in settings.DATABASES


def lag() -> float | None:
    """Return how many bytes of the database's log the replica has not replayed; None while it is away."""
    try:
        with connections[DATABASE].cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_lsn()::text")
            present = cursor.fetchone()[0]
        with connections[NAME].cursor() as cursor:
            cursor.execute(
                "SELECT GREATEST(%s::pg_lsn - pg_last_wal_replay_lsn(), 0) WHERE pg_is_in_recovery()", [present]
            )
            row = cursor.fetchone()
            return float(row[0]) if row else None
    except DatabaseError:
        connections[NAME].close()
        return None
