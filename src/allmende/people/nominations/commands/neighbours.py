"""What coming in asks of the floors beside it: welcome, trust, duties and consent."""

from __future__ import annotations

from allmende.commons.spaces.commands import take_in
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.people.nominations.models import Nomination

USUAL_BUDGET = 3


def begin_welcome(actor: Actor, space: Space) -> None:
    """Let someone who was admitted go on to agreements and commitment; a space inside a community takes them in at once."""
    take_in(system(), space, actor)


def budget_of(actor: Actor, space: Space) -> int:
    """Return how many open nominations someone may have at a time: it grows with the trust they have earned."""
    return USUAL_BUDGET


def weave(nomination: Nomination, nominee: Actor) -> None:
    """Tie the nominee to those who brought them in."""


def people_on_duty(space: Space) -> list[Actor]:
    """Return those who are told when something waits for a decision: who has the duty today, in a space inside its hosts and curators."""
    roles = (Role.HOST, Role.CURATOR) if space.root_id else (Role.CURATOR,)
    rows = Membership.objects.filter(space=space, role__in=roles).select_related("actor").order_by("id")
    return [row.actor for row in rows]
