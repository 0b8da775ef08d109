"""What holds of reminders: each that has ended says how."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from allmende.commons.reminders.models import Reminder, State
from allmende.foundation.doors import Invariant


def _undecided() -> Iterator[str]:
    silent = Q(state=State.GIVEN, given=None) | Q(state=State.DROPPED, why="")
    for row in Reminder.objects.filter(silent).order_by("id").iterator():
        yield f"the reminder {row.id} was {row.state}, and nobody knows when or why"


INVARIANTS = (
    Invariant("reminders", "Every reminder that has ended says when it was given, or why it was not.", _undecided),
)
