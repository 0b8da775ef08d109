"""Which details a reader reaches: their reach as everywhere, and the circles of those who are close to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value

from allmende.commons.audiences.kept import keep
from allmende.commons.audiences.models import Audience, Kind, Layer, Reach
from allmende.commons.audiences.queries import StandIn, know_reach, reach_of
from allmende.commons.spaces.models import Membership, Space, SpaceKind
from allmende.foundation.composed import Composed
from allmende.identity.actors.models import Actor, Reader
from allmende.people.trust.models import Tie, TieKind

TEAMS = (SpaceKind.TEAM, SpaceKind.PROJECT)
"""Spaces whose members know each other; whoever likes joins an interest group, so those are none."""


def reach_in_profiles(reader: Reader) -> list[int]:
    """Return the audiences that a reader reaches in profiles: `Detail.objects.within(…)`. One statement, then kept.

    A person's circle (those in a team with them, and their contacts) is an audience of its own that is asked for here and
    not compiled: it moves with every membership of others, and only profiles stand on it.
    """
    if not isinstance(reader, Actor) or (reader.bound and reader.bound.layer > Layer.TEAM):
        return reach_of(reader)
    circles = keep(reader, "circles", lambda: _circles_around(reader))
    return [*reach_of(reader), *circles]


def _circles_around(reader: Actor) -> list[int]:
    """The circles of those who are close to a reader, read together with what they reach everywhere."""
    found = _reached(reader.id, reader.id, reader.id)
    know_reach(reader, [audience for audience, is_circle in found if not is_circle])
    return [audience for audience, is_circle in found if is_circle]


def _reach_and_circles(reader: UUID, member: UUID, contact: UUID) -> QuerySet[Any, Any]:
    everywhere = Reach.objects.filter(actor_id=reader).values_list("audience_id", Value(0))
    circles = Audience.objects.filter(kind=Kind.LADDER, layer=Layer.TEAM, space=None)
    near = circles.filter(owner__in=_teammates(member)) | circles.filter(owner__in=_contacts(contact))
    return everywhere.union(near.values_list("id", Value(1)), all=True)


_reached = Composed(_reach_and_circles, UUID, UUID, UUID)


def _teammates(reader: UUID) -> QuerySet[Membership, UUID]:
    teams = Membership.objects.filter(actor_id=reader, space__purpose__in=TEAMS)
    return Membership.objects.filter(space__in=teams.values("space")).values_list("actor_id", flat=True)


def _contacts(reader: UUID) -> QuerySet[Tie, UUID]:
    return Tie.objects.filter(target_id=reader, kind=TieKind.CONTACT).values_list("source_id", flat=True)


def stand_ins(actor: Actor, root: Space, language: str) -> dict[str, StandIn]:
    """Return those as whom someone can look at their own profile, with the reach of each, from the outside in."""
    ladder = Audience.objects.filter(kind=Kind.LADDER)
    inside = ladder.filter(space=root.id, layer__in=(Layer.COMMUNITY, Layer.NETWORK)) | ladder.filter(
        owner=actor, space=None, layer=Layer.TEAM
    )
    found = {Layer(layer): audience for layer, audience in inside.values_list("layer", "id")}
    reached = {
        "guest": (),
        "partner": (Layer.NETWORK,),
        "member": (Layer.NETWORK, Layer.COMMUNITY),
        "contact": (Layer.NETWORK, Layer.COMMUNITY, Layer.TEAM),
    }
    return {
        who: StandIn(language, [found[layer] for layer in layers if layer in found]) for who, layers in reached.items()
    }


def are_close(one: Actor, other: Actor) -> bool:
    """Say whether two people are in a team together, or contacts."""
    return _teammates(one.id).filter(actor=other).exists() or _contacts(one.id).filter(source=other).exists()
