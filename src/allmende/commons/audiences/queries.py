"""Whom an audience reaches, and what an actor reaches."""

from uuid import UUID

from allmende.commons.audiences.kept import keep
from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer, Reach
from allmende.foundation.composed import Composed
from allmende.identity.actors.models import Actor, Guest, Reader

_reached = Composed(lambda actor: Reach.objects.filter(actor_id=actor).values_list("audience_id"), UUID)


class StandIn(Guest):
    """Nobody, who reaches what somebody of a kind would: to look at a page as they would see it, by the same queries."""

    def __init__(self, language: str, audiences: list[int]) -> None:
        super().__init__(language)
        self.audiences = audiences


def reach_of(reader: Reader) -> list[int]:
    """Return the ids of the audiences a reader may read, the public one first; one statement, then kept on the reader."""
    if isinstance(reader, StandIn):
        return [PUBLIC, *reader.audiences]
    if not isinstance(reader, Actor):
        return [PUBLIC]
    return keep(reader, "reach", lambda: _read_reach(reader))


def _read_reach(reader: Actor) -> list[int]:
    return [PUBLIC, *(audience for (audience,) in _reached(reader.id))]


def reader_count(audience: Audience) -> int | None:
    """Return how many actors reach an audience; None for the public one: everyone."""
    return None if audience.id == PUBLIC else Reach.objects.filter(audience=audience).count()


def is_ladder_above(audience: Audience, layer: Layer) -> bool:
    """Say whether standing on a layer would widen an audience."""
    return audience.kind != Kind.LADDER or layer > audience.layer
