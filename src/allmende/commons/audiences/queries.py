"""Whom an audience reaches, and what an actor reaches."""

from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer, Reach
from allmende.identity.actors.models import Guest, Reader


def reach_of(reader: Reader) -> list[int]:
    """Return the ids of the audiences a reader may read, the public one first; one statement, then kept on the reader."""
    if reader.is_guest:
        return [PUBLIC]
    kept: list[int] | None = reader.__dict__.get("_reach")
    if kept is None:
        kept = [PUBLIC, *Reach.objects.filter(actor_id=reader.id).values_list("audience_id", flat=True)]
        reader.__dict__["_reach"] = kept
    return kept


def forget_reach(reader: Reader) -> None:
    """Let the reader's reach be read anew: memberships have changed."""
    if not isinstance(reader, Guest):
        reader.__dict__.pop("_reach", None)


def reader_count(audience: Audience) -> int | None:
    """Return how many actors reach an audience; None for the public one: everyone."""
    return None if audience.id == PUBLIC else Reach.objects.filter(audience=audience).count()


def is_ladder_above(audience: Audience, layer: Layer) -> bool:
    """Say whether standing on a layer would widen an audience."""
    return audience.kind != Kind.LADDER or layer > audience.layer
