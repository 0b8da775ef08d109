"""What organisations and networks show on their own space's page."""

from __future__ import annotations

from typing import Any

from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.rules import is_curator, may_act_for
from allmende.foundation.gathered import gathered, how_many, put
from allmende.identity.actors.models import Reader
from allmende.people.organisations.models import Joining, JoiningState, Organisation
from allmende.people.organisations.queries.acting import acts_for
from allmende.people.organisations.queries.bodies import (
    cards_of,
    checklists_of,
    facts_for,
    facts_shown,
    joined_with,
    openings_of,
)
from allmende.people.organisations.rules import may_ask_to_join, may_invite


def space_section(reader: Reader, space: Space) -> dict[str, Any]:
    """What it works on, its legal data as far as the reader may see it, with whom it is joined, and the way in."""
    if space.purpose not in {SpaceKind.ORGANISATION, SpaceKind.NETWORK}:
        return {}
    body = Organisation.objects.filter(space=space.id).first()
    if body is None:
        return {}
    is_network, cares = space.purpose == SpaceKind.NETWORK, bool(may_invite(reader, space))
    sees_steps = not is_network and bool(is_curator(reader, space))
    waiting = Joining.objects.filter(into=space, state=JoiningState.WAITING)
    facts, joined, openings, asked, [[waits]] = gathered([
        facts_for(reader, space.id), joined_with(reader, space), openings_of(space),
        waiting.filter(who=reader.id, who__isnull=False).order_by("id").values_list("side")[:1], how_many(put(waiting.values_list("id"))),
    ])  # fmt: skip
    return {
        "body": body, "place": space, "is_network": is_network, "represents": bool(may_act_for(reader, space)), "cares": cares,
        "waits": waits if cares else 0, "facts": [] if is_network else facts_shown(facts), "joined": cards_of(reader, joined),
        "steps": checklists_of(reader, space, openings) if sees_steps else [],
        "may_ask": _may_ask(reader, space), "asked": asked[0][0] if asked else "",
        "candidates": _candidates(reader, space) if is_network else [],
    }  # fmt: skip


def _candidates(reader: Reader, network: Space) -> list[Organisation]:
    """The organisations for which a reader may ask to join a network."""
    mine = [body for body in acts_for(reader) if body.space.purpose == SpaceKind.ORGANISATION]
    return [body for body in mine if may_ask_to_join(reader, network, body)]


def _may_ask(reader: Reader, space: Space) -> bool:
    return space.purpose == SpaceKind.ORGANISATION and bool(may_ask_to_join(reader, space))
