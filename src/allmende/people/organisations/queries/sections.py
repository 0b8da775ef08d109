"""What organisations and networks show on their own space's page."""

from __future__ import annotations

from typing import Any

from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.rules import is_curator, may_act_for
from allmende.identity.actors.models import Reader
from allmende.people.organisations.models import Joining, JoiningState, Organisation
from allmende.people.organisations.queries.acting import acts_for
from allmende.people.organisations.queries.bodies import checklists_of, networks_of, partners_of, shown_facts
from allmende.people.organisations.rules import may_ask_to_join, may_invite


def space_section(reader: Reader, space: Space) -> dict[str, Any]:
    """What it works on, its legal data as far as the reader may see it, with whom it is joined, and the way in."""
    if space.purpose not in {SpaceKind.ORGANISATION, SpaceKind.NETWORK}:
        return {}
    body = Organisation.objects.filter(space=space.id).first()
    if body is None:
        return {}
    is_network, cares = space.purpose == SpaceKind.NETWORK, bool(may_invite(reader, space))
    return {
        "body": body, "place": space, "is_network": is_network, "represents": bool(may_act_for(reader, space)), "cares": cares,
        "waits": Joining.objects.filter(into=space, state=JoiningState.WAITING).count() if cares else 0,
        "facts": [] if is_network else shown_facts(reader, space.id),
        "joined": partners_of(reader, space) if is_network else networks_of(reader, space),
        "steps": [] if is_network or not is_curator(reader, space) else checklists_of(reader, space),
        "may_ask": _may_ask(reader, space), "asked": _asked(reader, space),
        "candidates": _candidates(reader, space) if is_network else [],
    }  # fmt: skip


def _candidates(reader: Reader, network: Space) -> list[Organisation]:
    """The organisations for which a reader may ask to join a network."""
    mine = [body for body in acts_for(reader) if body.space.purpose == SpaceKind.ORGANISATION]
    return [body for body in mine if may_ask_to_join(reader, network, body)]


def _may_ask(reader: Reader, space: Space) -> bool:
    return space.purpose == SpaceKind.ORGANISATION and bool(may_ask_to_join(reader, space))


def _asked(reader: Reader, space: Space) -> Joining | None:
    """What the reader has asked, or been offered, and nobody has answered yet."""
    if reader.is_guest:
        return None
    return Joining.objects.filter(into=space, who=reader.id, state=JoiningState.WAITING).first()
