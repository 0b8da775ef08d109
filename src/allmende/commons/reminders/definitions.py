"""What has an end of which people are reminded: said by whoever knows it, asked by whoever looks ahead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allmende.foundation.journal.concerns import Reason

LEAD = timedelta(hours=36)
"""So long before an end people are reminded: a daily digest comes in between."""


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is open and ends: `thing` is what it is about for whoever is reminded."""

    subject: UUID
    thing: UUID
    begins: datetime
    ends: datetime

    @property
    def due(self) -> datetime:
        """When people are reminded: in good time, but of what is short not before the last third of it."""
        return self.ends - min(LEAD, (self.ends - self.begins) / 3)


@dataclass(frozen=True)
class Deadline:
    """A kind of end, known by the key of its reason.

    `open_now(subject)` tells what is open (all of its kind, or that one), `whom(subject, among)` who has not done their part; where
    it is asked about few people, `among`, it answers for each of them exactly.
    """

    reason: Reason
    open_now: Callable[[UUID | None], Iterable[Open]]
    whom: Callable[[UUID, Collection[UUID] | None], Iterable[UUID]]


_deadlines: dict[str, Deadline] = {}


def remind_of(deadline: Deadline) -> None:
    """Let people be reminded of a kind of end (called when an app is ready)."""
    _deadlines[deadline.reason.key] = deadline


def deadlines() -> list[Deadline]:
    """Return every kind of end that is known on this node."""
    return list(_deadlines.values())


def deadline_of(key: str) -> Deadline | None:
    """Return the kind of end of a reason's key; None where the reason is of something else."""
    return _deadlines.get(key)
