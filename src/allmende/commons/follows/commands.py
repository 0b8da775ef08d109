"""Following and no longer following; both may be said twice."""

from django.db import transaction

from allmende.commons.follows.models import Follow
from allmende.commons.follows.rules import may_follow
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor


@transaction.atomic
def follow(actor: Actor, thing: Thing) -> None:
    """Let someone follow a thing that they see. Raises Refused (404) for what they don't."""
    require(may_follow(actor, thing))
    Follow.objects.get_or_create(actor=actor, thing_id=thing.id)


def unfollow(actor: Actor, thing: Thing) -> None:
    """Let someone follow a thing no longer."""
    Follow.objects.filter(actor=actor, thing_id=thing.id).delete()
