"""Making audiences; who reaches them is compiled by the spaces, which know the memberships."""

from uuid import UUID

from allmende.commons.audiences.kept import outdate
from allmende.commons.audiences.models import PUBLIC, Audience, Kind, Layer, Named, Reach
from allmende.foundation.composed import Instances
from allmende.identity.actors.models import Actor


def public() -> Audience:
    """Return the audience of everyone."""
    return Audience(id=PUBLIC, kind=Kind.LADDER, layer=Layer.PUBLIC, key="ladder:5::")


def find(kind: Kind, layer: Layer, space: UUID | None = None, owner: Actor | None = None) -> Audience | None:
    """Return the audience of that description, if it has been made."""
    return _known.first(_key(kind, layer, space, owner))  # type: ignore[no-any-return]


_known = Instances(lambda key: Audience.objects.filter(key=key), str)


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


def among(key: UUID) -> Audience:
    """Make the audience of a conversation, known by its id: whoever is named in it (`let_in`), and nobody else."""
    return Audience.objects.create(kind=Kind.TALK, layer=Layer.PRIVATE, key=f"{Kind.TALK}::{key}")


def for_some(kind: Kind, key: UUID, space: UUID | None = None) -> tuple[Audience, bool]:
    """Return the audience of what several keep out of sight together, known by its thing's id, and whether it is new."""
    details = {"kind": kind, "layer": Layer.PRIVATE, "space": space}
    return Audience.objects.get_or_create(key=f"{kind}::{key}", defaults=details)


def for_signers(key: UUID, space: UUID) -> tuple[Audience, bool]:
    """Return the audience of whoever signed for the thing of that id, and whether it is new.

    Whom it names reaches it as long as they belong to the community of `space`; those who care for the space do without.
    """
    details = {"kind": Kind.SIGNED, "layer": Layer.TEAM, "space": space}
    return Audience.objects.get_or_create(key=f"{Kind.SIGNED}::{key}", defaults=details)


def circle_of(key: UUID) -> tuple[Audience, bool]:
    """Return the circle of those with whom one thing is shared by name, known by the thing's id, and whether it is new."""
    details = {"kind": Kind.LADDER, "layer": Layer.TEAM}
    return Audience.objects.get_or_create(key=f"{Kind.LADDER}::{key}", defaults=details)


def is_for_some(audience: Audience, key: UUID) -> bool:
    """Say whether an audience is for some by name, of the thing of that id."""
    return audience.key == f"{audience.kind}::{key}"


def let_in(audience: Audience, actors: set[UUID]) -> None:
    """Name people in an audience, and let them reach it."""
    rows = [Named(actor_id=actor, audience=audience) for actor in sorted(actors)]
    Named.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    grant({(actor, audience.id) for actor in actors})


def let_out(audience: Audience, actor: UUID) -> None:
    """Take someone's name out of an audience, and the audience out of their reach."""
    Named.objects.filter(audience=audience, actor_id=actor).delete()
    revoke(actor, {audience.id})


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
