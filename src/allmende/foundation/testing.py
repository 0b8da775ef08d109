"""What tests ask of the foundation: the journal's rows as activities, and held clocks."""

from datetime import UTC, datetime
from uuid import UUID

from allmende.foundation.journal.models import Entry

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday noon that tests hold the clock at."""


def recorded(thing: UUID | None = None) -> list[str]:
    """Return the names of what the journal recorded (of one thing), in order."""
    rows = Entry.objects.order_by("id")
    return list((rows.filter(thing=thing) if thing else rows).values_list("name", flat=True))
