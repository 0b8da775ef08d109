"""Channels read the journal: whatever happens to a thing, its copies elsewhere are held against it."""

from __future__ import annotations

from uuid import UUID

from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe
from allmende.observers.channels.commands.aligning import align


@observe("channels")
def follow(entries: list[Entry]) -> None:
    """Say what each copy of the things of a batch should say now; the same batch twice changes nothing."""
    align(_things(entries))


def _things(entries: list[Entry]) -> set[UUID]:
    return {entry.thing for entry in entries if entry.thing}
