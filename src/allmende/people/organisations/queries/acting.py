"""For whom a person can act."""

from __future__ import annotations

from allmende.commons.spaces.rules import bodies_of
from allmende.identity.actors.models import Reader
from allmende.people.organisations.models import Organisation


def acts_for(actor: Reader) -> list[Organisation]:
    """Return the organisations and networks that someone represents now, by name; ends the moment their role ends."""
    wanted = bodies_of(actor)
    if not wanted:
        return []
    return list(Organisation.objects.filter(space__in=wanted).select_related("space", "actor").order_by("space__title"))
