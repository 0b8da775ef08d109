"""Who is told when someone on the way needs an answer."""

from __future__ import annotations

from uuid import UUID

from allmende.commons.spaces.models import Membership, Role, Space
from allmende.identity.actors.models import Actor


def those_who_care(space: Space) -> list[Actor]:
    """Return whoever holds the duty for the community today."""
    return list(
        Actor.objects.filter(
            memberships__space_id=space.root_id or space.id, memberships__role=Role.CURATOR, erased=None
        ).order_by("id")
    )


def ids_of_those_who_care(space: UUID) -> list[UUID]:
    """The same, by the id of a space."""
    return [actor.id for actor in those_who_care(Space.objects.get(pk=space))]


def is_member_of(actor: Actor, space: Space) -> bool:
    """Say whether someone belongs to a space."""
    return Membership.objects.filter(actor=actor, space=space).exists()
