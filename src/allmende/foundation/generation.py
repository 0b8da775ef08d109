"""The generation of guests' pages: a number that every committed activity moves, shared by all processes of a node.

On one machine it is the time of a small file; on many it lies in the Valkey or Redis that the setting CACHE names. While that
is away nothing is kept, so that pages are slower and never stale.
"""

from __future__ import annotations

import logging
import os
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from redis import Redis

log = logging.getLogger(__name__)

KEY = "allmende:generation"
PATIENCE = 0.5
"""Seconds that the shared memory is waited for."""

PAUSE = 5.0
"""Seconds in which it is not asked again after it was away."""

_away_until = 0.0
_is_owed = False


def generation() -> int:
    """Return the present generation; one that nothing was kept under while the shared memory is away."""
    if settings.CONFIG.cache:
        return _shared_generation()
    try:
        return os.stat(_path()).st_mtime_ns
    except FileNotFoundError:
        return 0


def move_generation() -> None:
    """Outdate every cached guests' page, in this process and in all others; always forward."""
    if settings.CONFIG.cache:
        _move_shared()
        return
    path = _path()
    if not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        Path(path).touch()
    # Two moves may come within one tick of the clock, or after the clock was set back.
    following = max(time.time_ns(), generation() + 1)  # house: a number that moves, nobody's time
    os.utime(path, ns=(following, following))


def _path() -> str:
    return (
        f"{settings.DATA}/generation"  # asked for by each page many times: a Path takes longer to make than to ask for
    )


def _shared_generation() -> int:
    """Ask the shared memory. One that has forgotten (it was started anew) begins with the time, never with an old number."""
    from redis import RedisError  # slow import

    if _is_owed:
        _move_shared()
    if time.monotonic() >= _away_until:
        try:
            found = _shared().get(KEY)
            if found is None:
                _shared().set(KEY, time.time_ns(), nx=True)  # house: a number that moves, nobody's time
                found = _shared().get(KEY)
            return int(found or 0) if not _is_owed else time.time_ns()  # house: a number that moves, nobody's time
        except RedisError:
            _note_away()
    return time.time_ns()  # house: a number that moves, nobody's time


def _move_shared() -> None:
    """Move it on; what can't be moved now is owed, and moved before anything is read from it again."""
    global _is_owed
    from redis import RedisError  # slow import

    _is_owed = True
    if time.monotonic() < _away_until:
        return
    with suppress(RedisError):
        _shared().set(KEY, time.time_ns(), nx=True)  # house: a number that moves, nobody's time
        _shared().incr(KEY)
        _is_owed = False
        return
    _note_away()


def _note_away() -> None:
    global _away_until
    _away_until = time.monotonic() + PAUSE
    log.warning("The shared memory (CACHE) is away; pages are made anew each time.")


@cache
def _shared() -> Redis:
    from redis import Redis  # slow import

    waits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    shared: Redis = Redis.from_url(settings.CONFIG.cache, **waits)
    return shared
