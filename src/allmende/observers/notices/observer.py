"""Notices read the journal."""

from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe
from allmende.observers.notices.commands import tell
from allmende.observers.notices.tasks import tell_later


@observe("notices", practice=True)
def follow(entries: list[Entry]) -> None:
    """Tell whom a batch concerns, many in tasks."""
    tell(entries, tell_later)
