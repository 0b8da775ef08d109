"""Leaps of the clock: what happens by itself at a time waits until a clock that has leapt was set right, or has proven itself."""

from __future__ import annotations

import logging
import time
from datetime import timedelta

from allmende.foundation import clock

log = logging.getLogger(__name__)

LEAP = 60.0
"""Seconds by which the clock may be corrected at once without anyone minding."""

PROOF = timedelta(minutes=15).total_seconds()
"""So long a clock that has leapt must go on evenly until it is believed: time servers set a wrong one right much sooner."""


class Steadiness:
    """Watches the clock against the time since this machine was started, which nobody sets and which goes on while it sleeps.

    A vote that closed because a clock stood wrong for a minute can't be opened again: so whoever closes them asks here.
    """

    def __init__(self) -> None:
        self._believed = self._offset()
        self._strange: tuple[float, float] | None = None

    def is_steady(self) -> bool:
        """Say whether the clock stands where it did, or has stood elsewhere for long enough."""
        offset, since_start = self._offset(), _since_start()
        if abs(offset - self._believed) < LEAP:
            self._believed, self._strange = offset, None
            return True
        if self._strange is None or abs(offset - self._strange[0]) >= LEAP:
            self._strange = offset, since_start
            log.warning("The clock leapt by %.0f s: what is due by itself waits.", offset - self._believed)
        if since_start - self._strange[1] < PROOF:
            return False
        self._believed, self._strange = offset, None
        return True

    def _offset(self) -> float:
        return clock.now().timestamp() - _since_start()


def _since_start() -> float:
    """Return the seconds since this machine was started, as far as it tells (Linux: also those of its sleep)."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
