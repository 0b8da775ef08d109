"""Which details a reader reaches: their reach as everywhere, and the circles of those who are close to them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from allmende.commons.audiences.kept import keep
from allmende.commons.audiences.models import Audience, Kind, Layer
from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.models import Membership, SpaceKind
from allmende.identity.actors.models import Actor, Reader

TEAMS = (SpaceKind.TEAM, SpaceKind.PROJECT)
"""Spaces whose members know each other; whoever likes joins an interest group, so those are none."""


def reach_in_profiles(reader: Reader) -> list[int]:
    """Return the audiences that a reader reaches in profiles: `Detail.objects.within(…)`. One statement more, then kept.

    A person's circle (those in a team with them, and their contacts) is an audience of its own that is asked for here and
    not compiled: it moves with every membership of others, and only profiles stand on it.
    """
    if not isinstance(reader, Actor):
        return reach_of(reader)
    return [*reach_of(reader), *keep(reader, "circles", lambda: _circles_around(reader))]


def _circles_around(reader: Actor) -> list[int]:
    circles = Audience.objects.filter(kind=Kind.LADDER, layer=Layer.TEAM, space=None)
    near = circles.filter(owner__in=_teammates(reader)) | circles.filter(owner__in=_contacts(reader))
    return list(near.values_list("id", flat=True))


def _teammates(reader: Actor) -> QuerySet[Membership, UUID]:
    teams = Membership.objects.filter(actor=reader, space__purpose__in=TEAMS)
    return Membership.objects.filter(space__in=teams.values("space")).values_list("actor_id", flat=True)


def _contacts(reader: Actor) -> list[UUID]:
    """Those who are a contact of the reader's: filled in where contacts are known."""
    return []


def is_in_circle(owner: Actor, other: Actor) -> bool:
    """Say whether someone is in another's circle."""
    return _teammates(other).filter(actor=owner).exists() or owner.id in _contacts(other)
