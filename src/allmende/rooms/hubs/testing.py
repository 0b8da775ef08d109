"""Makers of hubs, for tests: they do what people do."""

from __future__ import annotations

from datetime import time

from allmende.commons.spaces.commands import open_space
from allmende.commons.spaces.models import Space, SpaceKind
from allmende.identity.actors.models import Actor
from allmende.rooms.hubs.commands import add_desk, change_hub
from allmende.rooms.hubs.rules import Span

NINE_TO_FIVE = {weekday: Span(time(9), time(17)) for weekday in range(5)}


def make_hub(curator: Actor, community: Space, name: str = "Mill", desks: int = 2, **details: object) -> Space:
    """Open a hub that is open from Monday to Friday, with desks named Desk 1, Desk 2 …"""
    space = open_space(curator, community, name=name, purpose=SpaceKind.HUB)
    change_hub(curator, space, hours=NINE_TO_FIVE, address="Mühlweg 1\n30159 Hannover", **details)  # type: ignore[arg-type]
    for number in range(1, desks + 1):
        add_desk(curator, space, f"Desk {number}")
    return space
