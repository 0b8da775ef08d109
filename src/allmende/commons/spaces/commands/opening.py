"""The end of a founding phase: the doors open, once, and everyone hears of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from allmende.commons.spaces.activities import CommunityOpened
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hold
from allmende.commons.spaces.rules import may_open_doors
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor

ONE_DAY = timedelta(days=1)
"""Somewhere on earth it is already tomorrow: the day is judged in the space's own zone, row by row."""


@transaction.atomic
def open_doors(actor: Actor, space: Space) -> Space:
    """Open a community to all before its day. Raises Refused (403) to others than curators, (409) once it is open."""
    hold(space.id)
    space.refresh_from_db(fields=["opened", "opens_on", "zone"])
    require(may_open_doors(actor, space))
    return _open(actor, space)


def open_due_communities() -> int:
    """Open every community whose day has come and note it; return how many. Safe to do twice at once."""
    waiting = Space.objects.filter(root=None, opened=None, opens_on__lte=clock.now().date() + ONE_DAY)
    return sum(_open_when_due(key) for key in list(waiting.values_list("id", flat=True)))


@transaction.atomic
def _open_when_due(key: UUID) -> int:
    hold(key)
    space = Space.objects.get(pk=key)
    if space.opened is not None or space.is_founding:
        return 0
    _open(system(), space)
    return 1


def _open(actor: Actor, space: Space) -> Space:
    space.opened = clock.now()
    space.save(update_fields=["opened"])
    record(CommunityOpened(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id))
    return space
