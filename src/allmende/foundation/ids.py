"""Identifiers that sort by the time they were made."""

import os
import threading
import time
from uuid import UUID

MAX_ID = UUID(int=(1 << 128) - 1)
"""An id that sorts after every id ever made: the key bound of a list's first page."""

PATIENCE = 10_000
"""How many milliseconds a clock may be set back before ids follow it: corrections by the network are far smaller."""
REMEMBERED = 1000

_lock = threading.Lock()
_newest = 0
_tails: dict[int, int] = {}


def uuid7() -> UUID:
    """Return a UUIDv7 that sorts after every other that this function made in this process.

    Source: RFC 9562 section 5.7, with the 74 random bits used as a monotonic counter within a millisecond (section 6.2,
    method 2). While the clock lags behind by less than `PATIENCE`, the last millisecond goes on.
    """
    global _newest
    millis = time.time_ns() // 1_000_000
    with _lock:
        _newest = millis if millis > _newest or _newest - millis > PATIENCE else _newest
        return _layout(_newest, _next_tail(_newest))


def uuid7_at(millis: int) -> UUID:
    """Return a UUIDv7 for the given Unix time in milliseconds (for imports and seeds: the moment decides the order)."""
    with _lock:
        return _layout(millis, _next_tail(millis))


def _next_tail(millis: int) -> int:
    """Return 74 bits that are larger than any before for this millisecond, as long as it is remembered.

    The first has its highest bit clear, so that there is always room to count on.
    """
    random = int.from_bytes(os.urandom(10))
    tail = _tails.pop(millis, None)
    tail = random & ((1 << 73) - 1) if tail is None else tail + 1 + (random & 0xFFFF)
    _tails[millis] = tail
    if len(_tails) > REMEMBERED:
        del _tails[next(iter(_tails))]
    return tail


def _layout(millis: int, tail: int) -> UUID:
    """Spread 48 bits of time and 74 bits of tail over the fields of a version 7 UUID."""
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(int=(millis & ((1 << 48) - 1)) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def key_in(text: str) -> UUID | None:
    """Read an id from an address or a form; None for what is none: a page's key that isn't one means the first page."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
