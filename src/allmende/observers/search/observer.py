"""Search reads the journal: whatever happens to a thing, its document is written anew."""

from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe
from allmende.observers.search.commands import index_things


@observe("search", practice=True)
def follow(entries: list[Entry]) -> None:
    """Index the things of a batch, each once; the same batch twice changes nothing."""
    index_things({entry.thing for entry in entries if entry.thing})
