"""What the floors above say about people in spaces: each sets its answer when its app is ready; until then the plain rule holds."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Mode, Space, SpaceKind
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import ALLOWED, Verdict
from allmende.identity.actors.models import Actor, Reader

JOINED_IN_ONE_STEP = frozenset({SpaceKind.GROUP, SpaceKind.HUB})
"""Kinds of space that members of the house around them join with one press, where nobody says otherwise."""


@dataclass(frozen=True)
class Way:
    """A way by which what is public in a space goes on to another network: its id and name."""

    id: UUID
    name: str


@dataclass
class Above:
    """Questions that spaces ask upward."""

    is_open: Callable[[Reader, Space], bool] = lambda reader, space: space.purpose in JOINED_IN_ONE_STEP
    """Whether anyone of the community may join a space in one step."""

    takes_guests: Callable[[Reader, Space], bool] = lambda reader, space: False
    """Whether those without membership may take part in what is public there."""

    barred: Callable[[Actor, Space], Verdict] = lambda actor, space: ALLOWED
    """Whether something keeps someone from becoming a member: an exclusion that stands."""

    allows: Callable[[Reader, str], Verdict] = lambda reader, right: ALLOWED
    """Whether someone may use a right (say, work or share) at all: what protects the young."""

    granted: Callable[[Reader, Space, str], bool] = lambda reader, space, right: False
    """Whether trust gives a member a right: `teams` (open them without asking), `links` (in comments)."""

    gatekept: Callable[[Reader], set[UUID]] = lambda reader: set()
    """The spaces whose gates a reader keeps by duty; a community stands for all its spaces."""

    gatekeepers: Callable[[Space], list[UUID]] = lambda space: []
    """Who keeps the gates of a space by duty today; nobody: its curators are told."""

    may_open_gate: Callable[[Reader, Space, Layer], Verdict] = lambda reader, space, layer: ALLOWED
    """Whether a space is ready to open a gate: an organisation practises first."""

    outward_mode: Callable[[Actor], Mode] = lambda author: Mode.FREE
    """How strictly the gates beyond the community treat what someone made, at the least."""

    ways_out: Callable[[Space], list[Way]] = lambda space: []
    """By which ways what becomes public in a space goes on to other networks."""

    left_out: Callable[[Thing], Collection[UUID]] = lambda thing: ()
    """By which of them a thing is not to go."""

    leave_out: Callable[[Actor, Thing, Collection[UUID]], None] = lambda actor, thing, ways: None
    """Let someone say by which of them a thing of theirs is not to go."""


ABOVE = Above()


def leave_out_as_asked(actor: Actor, thing: Thing, space: Space, asked: QueryDict) -> None:
    """Leave out the ways that stood in a form (`voices/ways_out.html`) and were not chosen there; nothing where none stood in it."""
    if "ways" in asked:
        chosen = set(asked.getlist("way"))
        ABOVE.leave_out(actor, thing, [way.id for way in ABOVE.ways_out(space) if str(way.id) not in chosen])
