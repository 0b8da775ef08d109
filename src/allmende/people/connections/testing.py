"""Makers of contacts."""

from __future__ import annotations

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor
from allmende.people.connections.commands import accept, ask
from allmende.people.connections.models import Connection


def make_contact(one: Actor, other: Actor, root: Space) -> Connection:
    """Let one ask and the other say yes."""
    return accept(other, ask(one, other, root, "We met at the pond."), root)
