"""The generation of what is kept: a number that every committed activity moves, shared by all processes of a node.

A second one stands still while people only talk (`Activity.is_talk`): the house itself (communities, rights, settings, ways) is
the same after a comment as before it, and would otherwise be read anew with every word that somebody says.

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
HOUSE = ".house"
"""What is added to the name of the generation that talk doesn't move."""

_is_owed = False
_is_holding: ContextVar[bool] = ContextVar("a request holds the generation", default=False)
_held: ContextVar[tuple[int, int] | None] = ContextVar("the generations of this request", default=None)


def generation(*, house: bool = False) -> int:
    """Return the present generation, of everything or of the house; one that nothing was kept under while the shared memory is away."""
    found = _held.get()
    if found is None:
        found = _shared_generations() if settings.CONFIG.cache else (_of_file(_path()), _of_file(_path(HOUSE)))
        if _is_holding.get():
            _held.set(found)
    return found[house]


def move_generation(*, talk: bool = False) -> None:
    """Outdate all that is kept, in this process and in all others; of the house nothing where somebody only said something (`talk`)."""
    if settings.CONFIG.cache:
        _move_shared(talk)
        return
    for path in (_path(),) if talk else (_path(HOUSE), _path()):
        _move_file(path)
    _held.set(None)


def _move_file(path: str) -> None:
    if not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        Path(path).touch()
    # Two moves may come within one tick of the clock, or after the clock was set back.
    following = max(time.time_ns(), _of_file(path) + 1)  # house: a number that moves, nobody's time
    os.utime(path, ns=(following, following))


def _of_file(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except FileNotFoundError:
        return 0


def _path(of: str = "") -> str:
    return f"{settings.DATA}/generation{of}"  # asked for by each page: a Path takes longer to make than to ask for


def _shared_generations() -> tuple[int, int]:
    """Return the shared ones, of everything and of the house; numbers that were never there while they can't be known."""
    if _is_owed:
        _move_shared(talk=False)
    if _is_owed:
        return _never_there()
    return ask(_read) or _never_there()


def _never_there() -> tuple[int, int]:
    now = time.time_ns()  # house: a number that moves, nobody's time
    return now, now


def _read(shared: Redis) -> tuple[int, int]:
    """Read them from a memory that may have forgotten (it was started anew): they begin with the time, never with an old number."""
    found = shared.mget(KEY, KEY + HOUSE)
    if None in found:
        for key in (KEY, KEY + HOUSE):
            shared.set(key, time.time_ns(), nx=True)  # house: a number that moves, nobody's time
        found = shared.mget(KEY, KEY + HOUSE)
    whole, house = (int(each or 0) for each in found)  # type: ignore[arg-type]
    return whole, house


def _move_shared(talk: bool) -> None:
    """Move them on; what can't be moved now is owed, and moved before anything is read from them again."""
    global _is_owed
    _is_owed = ask(lambda shared: _move(shared, talk)) is None
    _held.set(None)


def _move(shared: Redis, talk: bool) -> bool:
    for key in (KEY,) if talk else (KEY + HOUSE, KEY):
        shared.set(key, time.time_ns(), nx=True)  # house: a number that moves, nobody's time
        shared.incr(key)
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
