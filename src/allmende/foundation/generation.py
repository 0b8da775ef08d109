"""The generation of guests' pages: a number that every committed activity moves, shared by all processes of a node.

On one machine it is the time of a small file; on many it lies in the Valkey or Redis that the setting CACHE names. While that
is away nothing is kept, so that pages are slower and never stale.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from allmende.foundation.shared import ask

if TYPE_CHECKING:
    from redis import Redis

KEY = "allmende:generation"

_is_owed = False
_is_holding: ContextVar[bool] = ContextVar("a request holds the generation", default=False)
_held: ContextVar[int | None] = ContextVar("the generation of this request", default=None)


def generation() -> int:
    """Return the present generation; one that nothing was kept under while the shared memory is away."""
    found = _held.get()
    if found is None:
        found = _shared_generation() if settings.CONFIG.cache else _file_generation()
        if _is_holding.get():
            _held.set(found)
    return found


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
    following = max(time.time_ns(), _file_generation() + 1)  # house: a number that moves, nobody's time
    os.utime(path, ns=(following, following))
    _held.set(None)


def _file_generation() -> int:
    try:
        return os.stat(_path()).st_mtime_ns
    except FileNotFoundError:
        return 0


def _path() -> str:
    return f"{settings.DATA}/generation"  # asked for by each page: a Path takes longer to make than to ask for


def _shared_generation() -> int:
    """Return the shared one; a number that was never there while it can't be known."""
    if _is_owed:
        _move_shared()
    if _is_owed:
        return time.time_ns()  # house: a number that moves, nobody's time
    return ask(_read) or time.time_ns()  # house: a number that moves, nobody's time


def _read(shared: Redis) -> int:
    """Read it from a memory that may have forgotten (it was started anew): it begins with the time, never with an old number."""
    found = shared.get(KEY)
    if found is None:
        shared.set(KEY, time.time_ns(), nx=True)  # house: a number that moves, nobody's time
        found = shared.get(KEY)
    return int(found or 0)  # type: ignore[arg-type]


def _move_shared() -> None:
    """Move it on; what can't be moved now is owed, and moved before anything is read from it again."""
    global _is_owed
    _is_owed = ask(_move) is None
    _held.set(None)


def _move(shared: Redis) -> bool:
    shared.set(KEY, time.time_ns(), nx=True)  # house: a number that moves, nobody's time
    shared.incr(KEY)
    return True


@contextmanager
def held() -> Iterator[None]:
    """Ask once within this block, unless this request itself moves it: what a request reads, it began with."""
    holding, found = _is_holding.set(True), _held.set(None)
    try:
        yield
    finally:
        _held.reset(found)
        _is_holding.reset(holding)
