"""Into the bin, out of it, and emptying it after thirty days."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.bin.activities import ThingDeleted
from allmende.commons.bin.models import Binned
from allmende.commons.bin.rules import care_of, delete_for_good, may_bin, may_delete_for_good, may_restore
from allmende.commons.spaces.commands.gates import hide, reveal
from allmende.commons.spaces.queries import space_of
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def put_in_bin(actor: Actor, thing: Thing) -> Binned:
    """Take a thing out of everyone's sight but its author's and the stewards'; its room tidies up and names the fact.

    Raises Refused: 403 may not, 404 unseen, 409 binned already or not now.
    """
    thing = _locked(thing)
    space = space_of(thing)
    require(may_bin(actor, thing, space))
    binned = Binned.objects.create(thing=thing, audience=thing.audience, by=actor)
    hide(thing, space, Kind.BIN, thing.author)
    record(care_of(thing.kind).binned(actor, thing))
    return binned


@transaction.atomic
def restore(actor: Actor, thing: Thing) -> None:
    """Bring a thing back to where it stood. Raises Refused: 403 may not, 409 it doesn't lie in the bin, or not now."""
    thing = _locked(thing)
    binned = Binned.objects.select_related("audience").filter(thing=thing).first()
    if binned is None:
        raise Refused(_("It doesn't lie in the bin."), 409)
    space, care = space_of(thing), care_of(thing.kind)
    require(may_restore(actor, thing, space, binned.by_id))
    if care.audience:
        thing.audience = care.audience(thing)
        thing.save(update_fields=["audience"])
    else:
        reveal(thing, space, binned.audience, actor)
    binned.delete()
    record(care.restored(actor, thing))


@transaction.atomic
def delete_now(actor: Actor, thing: Thing) -> None:
    """Delete a thing for good before its thirty days are over. Raises Refused: 403 may not, 404 gone, 409 not in the bin."""
    thing = _locked(thing)
    require(may_delete_for_good(actor, thing, space_of(thing)))
    _delete_by(actor, thing)


def empty_bin() -> int:
    """Delete for good what has lain in the bin for thirty days; return how many things. Each in a transaction of its own."""
    old = Binned.objects.filter(at__lte=clock.now() - KEPT_FOR).order_by("id")
    return sum(_delete(thing) for thing in list(old.values_list("thing_id", flat=True)))


@transaction.atomic
def _delete(thing_id: UUID) -> int:
    """Delete a thing with what hangs on it; the journal keeps its id, kind and when it went."""
    thing = Thing.objects.hold(thing_id)
    if thing is None or not thing.is_binned:  # restored, or deleted by another worker, in the meantime
        return 0
    _delete_by(system(), thing)
    return 1


def _delete_by(actor: Actor, thing: Thing) -> None:
    record(
        ThingDeleted(actor=actor.id, thing=thing.id, space=thing.space_id, audience=thing.audience_id, kind=thing.kind)
    )
    delete_for_good(thing)


def _locked(thing: Thing) -> Thing:
    if above := care_of(thing.kind).above:
        Thing.objects.hold(above(thing.id) or thing.id)
    found = Thing.objects.hold(thing.id)
    if found is None:
        raise Refused(_("There is nothing here for you."), 404)
    return found
