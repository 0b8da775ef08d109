"""Quotas: how much of something a caller has left in a span of time; counted in memory, since asking must cost next to nothing.

With a shared memory (setting CACHE) all processes of all machines count together. Without it, and while it is away, each
process counts for itself: on a node with two web processes a caller may get up to twice as much, enough against floods.
What has to be exact (tries at a password, letters to strangers) uses `limits.commands.use`.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings

from allmende.foundation import clock
from allmende.foundation.keys import sign
from allmende.foundation.shared import ask

if TYPE_CHECKING:
    from redis import Redis


@dataclass(frozen=True)
class Policy:
    """So many uses in so many seconds."""

    name: str
    quota: int
    seconds: int = 60


@dataclass(frozen=True)
class Use:
    """What is left of a policy after a use, and in how many seconds all of it is there again."""

    policy: Policy
    left: int
    again: int

    @property
    def is_too_many(self) -> bool:
        """Whether this use was one too many."""
        return self.left < 0


_counts: dict[tuple[str, str, int], int] = {}
_lock = Lock()
MOST = 50_000
"""So many counts are kept; beyond that those of past windows go."""


def take(policy: Policy, who: str) -> Use:
    """Count one use of a policy by someone in the present window; what is one too many counts as well."""
    now = int(clock.now().timestamp())
    ends = (now // policy.seconds + 1) * policy.seconds
    key = (policy.name, who, ends)
    count = (_count_together(key, ends - now) if settings.CONFIG.cache else None) or _count(key, now)
    return Use(policy, policy.quota - count, ends - now)


def _count(key: tuple[str, str, int], now: int) -> int:
    with _lock:
        if len(_counts) > MOST:
            _forget(now)
        _counts[key] = count = _counts.get(key, 0) + 1
    return count


def _count_together(key: tuple[str, str, int], seconds: int) -> int | None:
    """Count in the shared memory, in one exchange; None while it is away. It keeps no name: only whose count it is, signed."""
    name = f"allmende:quota:{sign('quota', repr(key))}"

    def count(shared: Redis) -> int:
        with shared.pipeline(transaction=False) as both:
            both.incr(name)
            both.expire(name, seconds)
            return int(both.execute()[0])

    return ask(count)


def forget_all() -> None:
    """Let everyone begin anew."""
    with _lock:
        _counts.clear()


def _forget(now: int) -> None:
    """Drop counts of windows that are over; all of them where even the present ones are too many to keep."""
    kept = {key: count for key, count in _counts.items() if key[2] > now}
    _counts.clear()
    if len(kept) <= MOST:
        _counts.update(kept)
