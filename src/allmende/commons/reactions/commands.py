"""Reacting, and taking it back; both may be said twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from allmende.commons.reactions.activities import ReactionGiven, ReactionTaken
from allmende.commons.reactions.models import Kind, Reaction, Tally
from allmende.commons.reactions.rules import about_of, is_among_few, may_react
from allmende.commons.things.models import Thing
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor


@transaction.atomic
def react(actor: Actor, thing: Thing, kind: str) -> None:
    """React to something that others shared. Raises Refused: 404 unseen, 403 not taking part or one's own, 409 not shared, 422."""
    _require_kind(kind)
    thing = _held(thing)
    require(may_react(actor, thing))
    about = about_of(thing)
    _row, is_new = Reaction.objects.get_or_create(actor=actor, thing_id=thing.id, kind=kind, defaults={"about": about})
    if is_new:
        _count(thing, kind, 1)
        record(ReactionGiven(**_where(actor, thing, about), on=thing.id, kind=kind))


@transaction.atomic
def take_back(actor: Actor, thing: Thing, kind: str) -> None:
    """Take a reaction back; nothing happens where there is none. Raises Refused (422)."""
    _require_kind(kind)
    thing = _held(thing)
    gone, _rows = Reaction.objects.filter(actor=actor, thing_id=thing.id, kind=kind).delete()
    if gone:
        _count(thing, kind, -1)
        record(ReactionTaken(**_where(actor, thing, about_of(thing)), on=thing.id, kind=kind))


def recount(things: Iterable[UUID]) -> None:
    """Count the reactions to things anew, after somebody's have gone; within the caller's transaction."""
    for thing in things:
        rows = Reaction.objects.filter(thing_id=thing).values_list("kind").annotate(n=Count("id"))
        Tally.objects.update_or_create(thing_id=thing, defaults={"counts": dict(rows)})


def _held(thing: Thing) -> Thing:
    """A thing as it is now, held until the transaction ends: of two who react at once, each is counted."""
    held: Thing | None = Thing.objects.hold(thing.id)
    if held is None:
        raise Refused(_("There is nothing here for you."), 404)
    return held


def _count(thing: Thing, kind: str, by: int) -> None:
    tally, _is_new = Tally.objects.get_or_create(thing_id=thing.id)
    tally.counts[kind] = tally.counts.get(kind, 0) + by
    tally.save(update_fields=["counts"])


def _require_kind(kind: str) -> None:
    if kind not in Kind.values:
        raise Refused(_("Choose one of the reactions."), 422)


def _where(actor: Actor, thing: Thing, about: UUID) -> dict[str, Any]:
    """The envelope of what is recorded about a reaction."""
    space = None if is_among_few(thing.kind) else thing.space_id or thing.id
    return {"actor": actor.id, "thing": about, "space": space, "audience": thing.audience_id}
