"""Whatever happens to a thing, its links are looked for where it stands now."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from allmende.commons.audiences.models import Layer
from allmende.commons.previews.commands import want
from allmende.commons.previews.links import addresses_in
from allmende.commons.previews.tasks import fetch
from allmende.commons.things.models import Thing
from allmende.foundation.doors import kinds
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe


@observe("previews")
def follow(entries: list[Entry]) -> None:
    """Have the bare links looked up of what stands on the community's layer or further out; the same batch twice asks once."""
    if not settings.PREVIEWS:
        return
    actors: dict[UUID, UUID] = {}
    for entry in entries:
        for thing in (entry.thing, entry.payload.get("comment")):
            if thing and entry.actor:
                actors[UUID(str(thing))] = entry.actor
    shared = Thing.objects.shared().filter(id__in=actors, audience__layer__gte=Layer.COMMUNITY)
    by_kind: dict[str, list[UUID]] = {}
    for thing, kind in shared.values_list("id", "kind"):
        by_kind.setdefault(kind, []).append(thing)
    known = kinds()
    for kind, things in by_kind.items():
        if kind in known and (texts := known[kind].texts):
            for thing, text in texts(things):
                for preview in want(actors[thing], addresses_in(text)):
                    fetch.enqueue(str(preview))
