"""Whom an audience reaches, and what an actor reaches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.audiences.kept import keep
from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer, Reach
from allmende.foundation.composed import Instances
from allmende.foundation.gathered import Put, Wanted, put
from allmende.identity.actors.models import Actor, Bound, Guest, Reader

_reached = Wanted(lambda actor: Reach.objects.filter(actor_id=actor).values_list("audience_id"), UUID)


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


def reach_question(reader: Actor) -> Put:
    """The question of `reach_of`, to be asked together with others; `know_reach` takes its answer."""
    return _reached.put(reader.id)


def know_reach(reader: Actor, audiences: list[int]) -> None:
    """Keep on a reader what was read of their reach together with something else, unless a bound narrows it."""
    if not reader.bound and not reader.is_lent:
        keep(reader, "reach", lambda: [PUBLIC, *audiences])


def _read_reach(reader: Actor) -> list[int]:
    if reader.is_lent:
        here = Reach.objects.filter(actor_id=reader.id).exclude(audience__kind=Kind.TALK)
        return [PUBLIC, *here.values_list("audience_id", flat=True)]
    if reader.bound:
        within = Reach.objects.filter(_within(reader.bound), actor_id=reader.id)
        return [PUBLIC, *within.values_list("audience_id", flat=True)]
    return [PUBLIC, *(audience for (audience,) in _reached(reader.id))]


class Seen(Wanted):
    """A question of values that begins with `visible_to(reader)`, composed once for whatever readers reach."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        super().__init__(lambda reach, *values: build(StandIn("", reach), *values), list, *kinds)
        self.anew = build

    def by(self, reader: Reader, *values: Any) -> list[Any]:
        """Return the rows for a reader; composed anew where more than their reach bounds what they see."""
        if _is_bound_further(reader):
            return list(self.anew(reader, *values))
        return self(reach_of(reader), *values)

    def count_by(self, reader: Reader, *values: Any) -> int:
        """Return how many rows there are for a reader."""
        if _is_bound_further(reader):
            return len(self.anew(reader, *values))
        return self.count(reach_of(reader), *values)

    def put_by(self, reader: Reader, *values: Any) -> Put:
        """The question of a reader with these values, to be asked together with others."""
        if _is_bound_further(reader):
            return put(self.anew(reader, *values))
        return self.put(reach_of(reader), *values)


class SeenInstances(Instances):
    """A model's row, found by `visible_to(reader)` and composed once for whatever readers reach."""

    def __init__(self, build: Callable[..., QuerySet[Any]], *kinds: type) -> None:
        super().__init__(lambda reach, *values: build(StandIn("", reach), *values), list, *kinds)
        self.anew = build

    def of(self, reader: Reader, *values: Any) -> Any:
        """Return the first row that a reader sees, or None."""
        if _is_bound_further(reader):
            return self.anew(reader, *values).first()
        return self.first(reach_of(reader), *values)


def _is_bound_further(reader: Reader) -> bool:
    """Whether more than a reach decides what a reader sees."""
    return bool(reader.bound or reader.shut_out)


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
