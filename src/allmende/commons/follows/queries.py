"""What someone follows, and how many follow a thing."""

from uuid import UUID

from allmende.commons.follows.models import Follow
from allmende.foundation.gathered import Put, Wanted
from allmende.identity.actors.models import Actor, Reader


def follows(reader: Reader, thing: UUID) -> bool:
    """Say whether a reader follows a thing; asks nothing for a guest."""
    return isinstance(reader, Actor) and Follow.objects.filter(actor=reader, thing_id=thing).exists()


def follow_question(reader: UUID, thing: UUID) -> Put:
    """The question whether someone follows a thing, to be asked together with others: one row if so."""
    return _followed.put(reader, thing)


_followed = Wanted(
    lambda actor, thing: Follow.objects.filter(actor_id=actor, thing_id=thing).values_list("thing_id"), UUID, UUID
)


def follower_count(thing: UUID) -> int:
    """Return how many follow a thing."""
    return Follow.objects.filter(thing_id=thing).count()
