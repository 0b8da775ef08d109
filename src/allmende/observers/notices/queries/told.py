"""How people want to be told, and where something is, as far as choices ask."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from allmende.commons.audiences.models import Kind
from allmende.commons.things.models import Thing
from allmende.foundation.journal.concerns import reasons
from allmende.foundation.journal.occasions import OCCASIONS, Occasion
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Choice, Mail, Wishes
from allmende.observers.notices.presets import Told
from allmende.observers.notices.stopping import ALL, DIGESTS


def told_of(people: Collection[UUID]) -> dict[UUID, Told]:
    """Return how each of these people wants to be told; two statements for any number."""
    wishes = {row.actor_id: row for row in Wishes.objects.filter(actor__in=people)}
    told = {person: Told(wishes.get(person) or Wishes(actor_id=person)) for person in people}
    for choice in Choice.objects.filter(actor__in=people):
        told[choice.actor_id].choices[choice.place_id, choice.occasion] = choice
    return told


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing is: itself and the spaces around it, from the inside out; and whether it only practises."""

    around: tuple[UUID, ...]
    is_practice: bool


def places_of(things: Collection[UUID]) -> dict[UUID, Place]:
    """Return where those of these things are that are there; one statement."""
    around = ("id", "space_id", "space__space_id", "space__space__space_id")
    rows = Thing.objects.filter(id__in=things).values_list("audience__kind", *around)
    return {row[0]: Place(tuple(place for place in row if place), kind == Kind.PRACTICE) for kind, *row in rows}


def occasions_here() -> list[Occasion]:
    """Return the occasions that come about on this node, in their order."""
    given = {reason.occasion.key for reason in reasons()}
    return [occasion for key, occasion in OCCASIONS.items() if key in given]


def is_stopped(actor: Actor, about: str) -> bool:
    """Say whether mails about an occasion, a thing, all digests or everything were ended."""
    told = told_of([actor.id])[actor.id]
    if about == ALL:
        return not told.wishes.mails
    if about == DIGESTS:
        return all(told.ways(occasion).mail not in {Mail.DAILY, Mail.WEEKLY} for occasion in occasions_here())
    where = (None, about) if about in OCCASIONS else (UUID(about), "")
    return where in told.choices and told.choices[where].mail == Mail.NEVER
