"""Who is told when someone on the way needs an answer."""

from __future__ import annotations

from uuid import UUID

from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import on_duty
from allmende.commons.spaces.models import Membership, Space
from allmende.identity.actors.models import Actor


def those_who_care(space: Space) -> list[Actor]:
    """Return whoever holds the duty for the community today."""
    return on_duty(space, Duty.COMMUNITY)


def ids_of_those_who_care(space: UUID) -> list[UUID]:
    """The same, by the id of a space."""
    return [actor.id for actor in those_who_care(Space.objects.select_related("root").get(pk=space))]


def is_member_of(actor: Actor, space: Space) -> bool:
    """Say whether someone belongs to a space."""
    return Membership.objects.filter(actor=actor, space=space).exists()
