"""Saved searches, and who is new in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Reader
from allmende.people.directory.models import SavedSearch
from allmende.people.directory.queries.search import Search, search_of
from allmende.people.directory.queries.searching import found, weighed

MOST = 20
MOST_SEEN = 1000
"""So many of those found are remembered: who comes behind them in the alphabet counts as seen."""


@dataclass(frozen=True)
class SavedCard:
    """A saved search with how many are new in it."""

    id: UUID
    name: str
    query: str
    new: int


def searches_of(reader: Reader, root: Space) -> list[SavedCard]:
    """Return the reader's saved searches by name; one statement each tells who is new."""
    rows = SavedSearch.objects.filter(actor_id=reader.id, root=root).order_by("name")[:MOST]
    return [SavedCard(row.id, row.name, row.query, len(new_in(reader, root, row))) for row in rows]


def names_of(reader: Reader, root: Space) -> Sequence[tuple[UUID, str]]:
    """Return key and name of the reader's saved searches."""
    rows = SavedSearch.objects.filter(actor_id=reader.id, root=root).order_by("name")
    return list(rows.values_list("id", "name")[:MOST])


def search_in(row: SavedSearch) -> Search:
    """Return what a saved search looks for."""
    return search_of(QueryDict(row.query))


def found_now(reader: Reader, root: Space, search: Search) -> list[str]:
    """Return the keys of those who are found at this moment."""
    actors = found(reader, weighed(root, search)).values_list("actor_id", flat=True)[:MOST_SEEN]
    return [str(actor) for actor in actors]


def new_in(reader: Reader, root: Space, row: SavedSearch) -> set[str]:
    """Return those who are found now and were not when the owner looked last."""
    return set(found_now(reader, root, search_in(row))) - set(row.seen)


def saved_search(reader: Reader, root: Space, key: UUID | None) -> SavedSearch | None:
    """Return one of the reader's own saved searches."""
    return SavedSearch.objects.filter(id=key, actor_id=reader.id, root=root).first() if key else None
