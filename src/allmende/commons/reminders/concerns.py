"""Whom it concerns when an end comes near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from allmende.commons.reminders.activities import EndCameNear
from allmende.commons.reminders.definitions import deadline_of
from allmende.foundation.journal.concerns import Concern, concerns
from allmende.foundation.journal.models import Entry


@concerns(EndCameNear)
def of_an_end(entry: Entry) -> Iterator[Concern]:
    """Those who have not done their part; after the end it is past."""
    said = entry.current_payload
    if deadline := deadline_of(said["kind"]):
        ends = datetime.fromisoformat(said["ends"])
        for actor in deadline.whom(UUID(said["subject"]), None):
            yield Concern(actor, deadline.reason, until=ends)
