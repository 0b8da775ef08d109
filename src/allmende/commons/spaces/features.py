"""Which rooms are there in a space: what its community chose, within what the operator locked for its kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Lock, RoomLock, Space
from allmende.foundation.doors import rooms
from allmende.foundation.generation import generation
from allmende.foundation.kept import Shelf
from allmende.foundation.verdicts import Verdict, allow_if, first_denial

type Locks = dict[tuple[str, str], str]

_locks = Shelf(most=4)


def locks() -> Locks:
    """Return what is locked, by kind of space and room; kept until something happens."""
    key = generation(house=True)
    kept: Locks | None = _locks.get(key)
    if kept is None:
        kept = {(lock.purpose, lock.room): lock.state for lock in RoomLock.objects.all()}
        _locks.put(key, kept)
    return kept


def forget_locks() -> None:
    """Let what was kept be read anew, within the command that changes it; others do when it is committed."""
    _locks.clear()


def open_rooms(space: Space, locked: Locks | None = None) -> set[str]:
    """Return the keys of the rooms that are there in a space; `locked` asks what would be with other locks."""
    held = locks() if locked is None else locked
    root = space.root or space
    keys = [room.key for room in rooms()]
    here = {key for key in keys if _is_open(held.get((root.purpose, key)), not root.rooms or key in root.rooms)}
    if space.root_id is None:
        return here
    barred = {key for key in keys if held.get((root.purpose, key)) == Lock.OFF}
    return {key for key in keys if _is_open(held.get((space.purpose, key)), key in here)} - barred


def _is_open(lock: str | None, chosen: bool) -> bool:
    return chosen if lock is None else lock == Lock.ON


def closed_kinds(root: Space | None) -> list[str]:
    """Return the kinds of thing whose rooms aren't open in a community."""
    here = open_rooms(root) if root else None
    return [kind.key for room in rooms() if here is not None and room.key not in here for kind in room.kinds]


def has_room_for(parent: Space, purpose: str) -> Verdict:
    """Allow a space of a kind that lives by a room only where that room is there."""
    place = Space(root=parent.root or parent, purpose=purpose)
    return first_denial(*(has_room(place, room.key) for room in rooms() if room.space_kind == purpose))


def has_room(space: Space, key: str) -> Verdict:
    """Allow what a room offers only where it is there."""
    return allow_if(key in open_rooms(space), _("This room isn't open here."), status=404)
