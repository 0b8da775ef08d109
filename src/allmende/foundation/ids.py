"""Identifiers that sort by the time they were made."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0

MAX_ID = UUID(int=(1 << 128) - 1)
"""An id that sorts after every id ever made: the key bound of a list's first page."""


def uuid7() -> UUID:
    """Return a UUIDv7 that sorts after every other made by this process.

    Source: RFC 9562 section 5.7, with the 74 random bits used as a monotonic counter
    within a millisecond (section 6.2, method 2).
    """
    return uuid7_at(time.time_ns() // 1_000_000)


def uuid7_at(millis: int) -> UUID:
    """Return a UUIDv7 for the given Unix time in milliseconds (for imports and seeds: the moment decides the order)."""
    global _last
    random = int.from_bytes(os.urandom(10)) & ((1 << 74) - 1)
    value = (millis & ((1 << 48) - 1)) << 74 | random
    with _lock:
        if value >> 74 == _last >> 74 and value <= _last:
            value = _last + 1 + (random & 0xFFFF)
        _last = value
    return _layout(value)


def _layout(value: int) -> UUID:
    """Spread 48 bits of time and 74 bits of tail over the fields of a version 7 UUID."""
    millis, tail = value >> 74, value & ((1 << 74) - 1)
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(int=millis << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
