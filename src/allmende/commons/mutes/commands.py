"""Muting, blocking and the way back; each may be said twice. Nothing is recorded: nobody else is to learn of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from allmende.commons.audiences.kept import outdate
from allmende.commons.mutes.models import Block, Mute
from allmende.commons.mutes.rules import may_block, may_mute, may_mute_thing
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor

type Parting = Callable[[Actor, Actor], object]

_partings: list[Parting] = []


def when_blocked(parting: Parting) -> None:
    """Let an app end what ties two people, `(whoever blocks, the other)`, in the transaction in which one blocks the other."""
    _partings.append(parting)


def mute(actor: Actor, person: Actor) -> None:
    """Hear of someone no longer. Raises Refused: 404 whom one doesn't meet, 409 oneself."""
    require(may_mute(actor, person))
    Mute.objects.get_or_create(actor=actor, person=person)
    outdate()


def unmute(actor: Actor, handle: str) -> None:
    """Hear of someone again; nothing happens where they are not muted, or nobody goes by that handle."""
    Mute.objects.filter(actor=actor, person__handle=handle).delete()
    outdate()


def mute_thing(actor: Actor, thing: Thing) -> None:
    """Hear of a thing no longer, nor of what is said about it; of a space: of nothing in it. Raises Refused (404)."""
    require(may_mute_thing(actor, thing))
    Mute.objects.get_or_create(actor=actor, thing_id=thing.id)
    outdate()


def unmute_thing(actor: Actor, thing: UUID) -> None:
    """Hear of a thing again, also of one that one no longer sees."""
    Mute.objects.filter(actor=actor, thing_id=thing).delete()
    outdate()


@transaction.atomic
def block(actor: Actor, other: Actor) -> None:
    """Have nothing to do with someone: what tied the two ends, and neither writes to the other or names them any more.

    The other isn't told. Raises Refused: 404 whom one doesn't meet, 409 oneself.
    """
    require(may_block(actor, other))
    Block.objects.get_or_create(actor=actor, other=other)
    for parting in _partings:
        parting(actor, other)
    outdate()


def unblock(actor: Actor, handle: str) -> None:
    """Let someone reach one again, if they are blocked; what ended with the block doesn't come back by itself."""
    Block.objects.filter(actor=actor, other__handle=handle).delete()
    outdate()
