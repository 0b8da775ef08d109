"""Quotas: how much of something a caller has left in a span of time; counted in memory, since asking must cost next to nothing.

Each process counts for itself, so on a node with two web processes a caller may get up to twice as much: enough against
floods. What has to be exact (tries at a password, letters to strangers) uses `limits.commands.use`.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from allmende.foundation import clock


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
    with _lock:
        if len(_counts) > MOST:
            _forget(now)
        _counts[key] = count = _counts.get(key, 0) + 1
    return Use(policy, policy.quota - count, ends - now)


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
