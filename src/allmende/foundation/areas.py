"""What the API is divided into: for each area a token reads, or reads and writes, or does nothing.

Apart from `foundation.api`, so that pages, which ask only what a token opens, don't wait for what operations are made of.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.module_loading import import_string

from allmende.foundation.doors import doors
from allmende.foundation.verdicts import Text


@dataclass(frozen=True)
class Area:
    """A part of the API that people give to a program as a whole: its name, and in a sentence what stands in it.

    `is_ones_own`: holds what is a person's alone, so only tokens that see all the way in get there. `in_spaces`: all of it
    stands in spaces, so a token that is for one space gets there.
    """

    key: str
    name: Text
    note: Text
    is_ones_own: bool = False
    in_spaces: bool = False


@dataclass(frozen=True)
class Grant:
    """What a token opens (`request.grant`; None without one): how far it sees is a matter of the reader that it makes."""

    token: UUID
    scopes: frozenset[str]
    is_program: bool
    sees_all_the_way_in: bool
    is_for_one_space: bool


_areas: dict[str, Area] = {}


def register(area: Area) -> Area:
    """Make an area known. Raises ValueError where two different ones have one key."""
    if _areas.setdefault(area.key, area) != area:
        raise ValueError(f"There are two areas {area.key!r} of the API.")
    return area


def areas() -> list[Area]:
    """Return the areas of all doors, in their order."""
    for door in doors():
        for path in door.api:
            import_string(path)
    return list(_areas.values())


def scope(area: str, *, writes: bool) -> str:
    """Return the name of a scope, such as `calls:read`; who may write may read as well."""
    return f"{area}:{'write' if writes else 'read'}"
