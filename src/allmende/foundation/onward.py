"""From an idea to what comes of it: where things of one room are taken on in another, which offers that at its door (`Room.onward`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allmende.foundation.doors import doors
from allmende.foundation.verdicts import Text


@dataclass(frozen=True)
class Onward:
    """Where a reader takes something on: what they do there, and its address."""

    label: Text
    url: str
    icon: str


def onward_of(reader: Any, space: Any, things: Sequence[UUID]) -> tuple[Onward, ...]:
    """Return where a reader takes things of a space on, in any room; the first of them is what it is about."""
    return tuple(way for door in doors() if door.onward for way in door.onward(reader, space, things))
