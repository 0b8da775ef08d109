"""Locking rooms for a kind of space."""

from __future__ import annotations

from django.db import transaction

from allmende.commons.spaces.activities import RoomsLocked
from allmende.commons.spaces.features import Locks, forget_locks
from allmende.commons.spaces.models import RoomLock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.identity.signon.rules import may_operate


@transaction.atomic
def lock_rooms(actor: Actor, wanted: Locks) -> None:
    """Set all locks of the node at once; those that are not named are free again. Raises Refused (404) for others than operators."""
    require(may_operate(actor))
    before = {(lock.purpose, lock.room): lock.state for lock in RoomLock.objects.select_for_update()}
    RoomLock.objects.all().delete()
    RoomLock.objects.bulk_create(
        RoomLock(purpose=kind, room=room, state=state) for (kind, room), state in wanted.items()
    )
    forget_locks()
    changed = {key for key in before.keys() | wanted.keys() if before.get(key) != wanted.get(key)}
    for purpose in sorted({kind for kind, _room in changed}):
        named = ",".join(sorted(room for kind, room in changed if kind == purpose))
        record(RoomsLocked(actor=actor.id, purpose=purpose, rooms=named))
