"""Whether a reminder still holds for someone, at the moment in which it would go out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from allmende.commons.reminders.activities import EndCameNear
from allmende.commons.reminders.definitions import deadline_of
from allmende.foundation.journal.models import Entry


def ends_for(actor: UUID, activities: Collection[UUID]) -> dict[UUID, tuple[datetime, datetime] | None]:
    """Return for those of these activities that are reminders when it is due and ends by now; None where they did their part, or it is closed."""
    rows = Entry.objects.filter(id__in=list(activities), name=EndCameNear.__name__)
    return {row.id: _end_for(actor, row.current_payload) for row in rows}


def _end_for(actor: UUID, said: dict[str, str]) -> tuple[datetime, datetime] | None:
    deadline, subject = deadline_of(said["kind"]), UUID(said["subject"])
    one = next(iter(deadline.open_now(subject)), None) if deadline else None
    if deadline is None or one is None or actor not in deadline.whom(subject, [actor]):
        return None
    return one.due, one.ends
