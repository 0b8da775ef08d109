"""Making audiences; who reaches them is compiled by the spaces, which know the memberships."""

from uuid import UUID

from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer, Reach
from allmende.identity.actors.models import Actor


def public() -> Audience:
    """Return the audience of everyone."""
    return Audience(id=PUBLIC, kind=Kind.LADDER, layer=Layer.PUBLIC, key="ladder:5::")


def find(kind: Kind, layer: Layer, space: UUID | None = None, owner: Actor | None = None) -> Audience | None:
    """Return the audience of that description, if it has been made."""
    return Audience.objects.filter(key=_key(kind, layer, space, owner)).first()


def ensure(kind: Kind, layer: Layer, space: UUID | None = None, owner: Actor | None = None) -> tuple[Audience, bool]:
    """Return the audience of that description and whether it is new (then nobody reaches it yet)."""
    details = {"kind": kind, "layer": layer, "space": space, "owner": owner}
    return Audience.objects.get_or_create(key=_key(kind, layer, space, owner), defaults=details)


def _key(kind: Kind, layer: Layer, space: UUID | None, owner: Actor | None) -> str:
    return f"{kind}:{int(layer)}:{space or ''}:{owner.id if owner else ''}"


def grant(pairs: set[tuple[UUID, int]]) -> None:
    """Let actors reach audiences; what already holds is left as it is."""
    rows = [Reach(actor_id=actor, audience_id=audience) for actor, audience in sorted(pairs)]
    Reach.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    outdate()


def revoke(actor: UUID, audiences: set[int]) -> None:
    """Take audiences out of an actor's reach."""
    Reach.objects.filter(actor_id=actor, audience_id__in=audiences).delete()
    outdate()


def close_to(audience: int, actors: set[UUID]) -> None:
    """Take actors out of those who reach an audience."""
    gone = sorted(actors)
    for start in range(0, len(gone), 500):
        Reach.objects.filter(audience_id=audience, actor_id__in=gone[start : start + 500]).delete()
    outdate()
