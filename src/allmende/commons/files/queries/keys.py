"""Which keys there are, for operators: ids and numbers, never a key."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from allmende.commons.files.models import NOWHERE, SpaceKey
from allmende.commons.spaces.models import Space


@dataclass(frozen=True)
class KeyRow:
    """One key of a space: its id, under which master key it is wrapped, how many files lie under it."""

    id: UUID
    title: str
    master: str
    is_retired: bool
    files: int


def keys_by_space() -> list[KeyRow]:
    """Return all keys of spaces, those in use first, in two statements."""
    keys = list(SpaceKey.objects.annotate(count=Count("files")).order_by("retired", "id"))
    titles = dict(Space.objects.filter(id__in=[key.space for key in keys]).values_list("id", "title"))
    titles[NOWHERE] = "what stands nowhere yet, and archives of one's own"
    return [
        KeyRow(key.id, titles.get(key.space, str(key.space)), key.master, key.retired is not None, key.count)
        for key in keys
    ]


def space_by_slug(slug: str) -> UUID | None:
    """Return the id of the space at an address; for operators, who name what they may not see into."""
    return Space.objects.filter(slug=slug).values_list("id", flat=True).first()
