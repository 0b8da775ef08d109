"""Steps of the path to paid work that someone ticks themselves."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.foundation.journal.commands import record
from allmende.foundation.money import Money
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.connections.activities import MilestoneReached
from allmende.people.connections.models import Milestone
from allmende.people.connections.queries.path import BY_HAND
from allmende.people.connections.rules import may_walk_path
from allmende.people.profiles.commands import put, rate
from allmende.people.profiles.models import Key


@transaction.atomic
def reach(actor: Actor, root: Space, step: str, *, reached: bool = True) -> None:
    """Tick a step that only the person knows of, or take the tick away; both may be said twice."""
    require(may_walk_path(actor, root))
    if step not in BY_HAND:
        raise Refused(_("This step is ticked by what you do."), 422)
    if reached:
        _row, changed = Milestone.objects.get_or_create(actor=actor, step=step)
    else:
        changed = bool(Milestone.objects.filter(actor=actor, step=step).delete()[0])
    if changed:
        record(MilestoneReached(actor=actor.id, space=root.id, step=step, reached=reached))


def take_rate(actor: Actor, root: Space, price: Money) -> None:
    """Put a price that was worked out into one's profile, on the layer that it has there."""
    require(may_walk_path(actor, root))
    put(actor, actor, root, Key.RATE, rate(price))
