"""How much a community relies on someone, and what that lets them do."""

from __future__ import annotations

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import role_in
from allmende.identity.actors.models import Actor
from allmende.people.trust.models import Level
from allmende.people.trust.rules import rungs_of, standing_of


def level_of(actor: Actor, space: Space) -> Level:
    """Return the level that someone has in a space's community; `ARRIVED` for who doesn't belong to it."""
    return standing_of(actor, space.root or space)


def right(actor: Actor, space: Space, key: str) -> int:
    """Return how much of a right (`nominations`: how many open ones; `links`, `teams`: 0 or 1) someone's level gives; 0 outside."""
    root = space.root or space
    if role_in(actor, root) is None:
        return 0
    rights = rungs_of(root)[standing_of(actor, root)].rights
    return int(rights.get(key, 0))
