"""What someone follows, and how many follow a thing."""

from uuid import UUID

from allmende.commons.follows.models import Follow
from allmende.identity.actors.models import Actor, Reader


def follows(reader: Reader, thing: UUID) -> bool:
    """Say whether a reader follows a thing; asks nothing for a guest."""
    return isinstance(reader, Actor) and Follow.objects.filter(actor=reader, thing_id=thing).exists()


def follower_count(thing: UUID) -> int:
    """Return how many follow a thing."""
    return Follow.objects.filter(thing_id=thing).count()
