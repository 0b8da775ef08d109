"""Whom an audience reaches, and what an actor reaches."""

from uuid import UUID

from django.db.models import Q

from allmende.commons.audiences.kept import keep
from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer, Reach
from allmende.foundation.composed import Composed
from allmende.identity.actors.models import Actor, Bound, Guest, Reader

_reached = Composed(lambda actor: Reach.objects.filter(actor_id=actor).values_list("audience_id"), UUID)


class StandIn(Guest):
    """Nobody, who reaches what somebody of a kind would: to look at a page as they would see it, by the same queries."""

    def __init__(self, language: str, audiences: list[int], bound: Bound | None = None) -> None:
        super().__init__(language)
        self.audiences, self.bound = audiences, bound


def reach_of(reader: Reader) -> list[int]:
    """Return the ids of the audiences a reader may read, the public one first; one statement, then kept on the reader."""
    if isinstance(reader, StandIn):
        return [PUBLIC, *reader.audiences]
    if not isinstance(reader, Actor):
        return [PUBLIC]
    return keep(reader, "reach", lambda: _read_reach(reader))


def _read_reach(reader: Actor) -> list[int]:
    if reader.bound:
        within = Reach.objects.filter(_within(reader.bound), actor_id=reader.id)
        return [PUBLIC, *within.values_list("audience_id", flat=True)]
    return [PUBLIC, *(audience for (audience,) in _reached(reader.id))]


def _within(bound: Bound) -> Q:
    """What of a person's reach a program gets: from the outside in to a layer; of rungs inside, only those of its space."""
    far = Q(audience__layer__gte=bound.layer)
    here = Q(audience__space=bound.space) | Q(audience__space=None) | Q(audience__layer__gte=Layer.COMMUNITY)
    return far & here if bound.space else far


def reader_count(audience: Audience) -> int | None:
    """Return how many actors reach an audience; None for the public one: everyone."""
    return None if audience.id == PUBLIC else Reach.objects.filter(audience=audience).count()


def is_ladder_above(audience: Audience, layer: Layer) -> bool:
    """Say whether standing on a layer would widen an audience."""
    return audience.kind != Kind.LADDER or layer > audience.layer
