"""Notices read the journal."""

from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe
from allmende.observers.notices.commands import tell


@observe("notices", practice=True)
def follow(entries: list[Entry]) -> None:
    """Tell everyone whom a batch concerns."""
    tell(entries)
