"""Who writes on a contribution just now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allmende.foundation import clock
from allmende.rooms.calls.models import Writing

PATIENCE = timedelta(minutes=2)
"""So long after a window was last heard of, its writer counts as gone."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Someone else who writes: their name, and since when."""

    name: str
    since: datetime


def others_writing(contribution: UUID, reader: UUID) -> list[Pen]:
    """Return who else has a contribution open and writes, the first first."""
    rows = Writing.objects.filter(contribution=contribution, seen__gt=clock.now() - PATIENCE).exclude(actor=reader)
    return [Pen(name, since) for name, since in rows.order_by("since").values_list("actor__name", "since")]
