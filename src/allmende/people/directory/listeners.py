"""The directory reads the journal: whoever did something, or to whom something was done, is looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe
from allmende.people.directory.commands.keeping import refresh
from allmende.people.directory.tasks import refresh_directory

ABOUT = ("member", "person", "kept", "gone", "claimant", "organisation")
"""Fields of activities that hold a person."""
PASSED_OVER = frozenset(
    {"CommentAdded", "DirectoryExported", "ListTaken", "PassageAsked", "PassageDeclined", "GateSet"}
)
"""Activities that change nobody's face: many of them, so they are passed over."""


@observe("directory")
def keep_up(entries: list[Entry]) -> None:
    """Refresh those whom a batch of entries is about; what says nothing new writes nothing."""
    told = [entry for entry in entries if entry.name not in PASSED_OVER]
    spaces = {entry.thing for entry in told if entry.thing and entry.name.startswith(("Space", "Organisation"))}
    voices = Space.objects.filter(id__in=spaces).exclude(voice=None).values_list("voice_id", flat=True)  # house: all
    if any(entry.name == "SkillsImported" for entry in entries):
        refresh_directory.enqueue()  # whoever has one of them is found by its new names
    refresh(sorted({*(person for entry in told for person in _people(entry)), *(voices if spaces else ())}))


def _people(entry: Entry) -> Iterator[UUID]:
    yield entry.actor
    if entry.on_behalf_of:
        yield entry.on_behalf_of
    payload = entry.current_payload
    for name in ABOUT:
        if value := payload.get(name):
            try:
                yield UUID(str(value))
            except ValueError:
                continue
    if entry.name == "SpaceOpened" and entry.thing == entry.space:  # a founding circle stands in no activity of its own
        yield from Membership.objects.filter(space_id=entry.thing).values_list("actor_id", flat=True)
