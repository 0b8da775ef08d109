"""Trust reads the journal: what one does for others counts as soon as it has happened."""

from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe
from allmende.people.trust.commands.levels import note


@observe("trust")
def follow(entries: list[Entry]) -> None:
    """Keep what counts in a batch."""
    note(entries)
