"""The memory that all machines of a node share: the Valkey or Redis that the setting CACHE names. It may be away at any time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from redis import Redis

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds that it is waited for."""

PAUSE = 5.0
"""Seconds in which it is not asked again after it was away."""

_away_until = 0.0


def ask[T](question: Callable[[Redis], T]) -> T | None:
    """Return what the shared memory answers; None while it is away."""
    global _away_until
    from redis import RedisError  # slow import

    if time.monotonic() < _away_until:
        return None
    try:
        return question(connected())
    except RedisError:
        _away_until = time.monotonic() + PAUSE
        log.warning(
            "The shared memory (CACHE) is away; pages are made anew each time, and each process counts for itself."
        )
        return None


@cache
def connected() -> Redis:
    """Return the connections of this process to it."""
    from redis import Redis  # slow import

    waits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    shared: Redis = Redis.from_url(settings.CONFIG.cache, **waits)
    return shared
