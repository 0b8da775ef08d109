"""How the gates of a space treat a step outward."""

from __future__ import annotations

from uuid import UUID

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.models import Gate, Mode, Space
from allmende.commons.spaces.reach import layers_of
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Actor

DEFAULT_MODES = {
    Layer.TEAM: Mode.FREE,
    Layer.COMMUNITY: Mode.FREE,
    Layer.NETWORK: Mode.REVIEWED,
    Layer.PUBLIC: Mode.REVIEWED,
}


def mode_of(space: Space, layer: Layer) -> Mode:
    """Return how a space treats a step onto a layer: its own rule, its community's, or the default.

    What belongs to an organisation goes no further than the organisation itself.
    """
    return _modes(space, [layer])[layer]


def _modes(space: Space, layers: list[Layer]) -> dict[Layer, Mode]:
    around = [place for place in (space.id, space.body_id, space.root_id) if place]
    rows = kept(("gates", *around), lambda: _rules_of(around))
    said = {
        layer: next(
            (rows[place, layer] for place in around if (place, layer) in rows), DEFAULT_MODES.get(layer, Mode.FREE)
        )
        for layer in layers
    }
    return {
        layer: max(Mode(mode), Mode(rows.get((space.body_id, layer), mode)), key=STRICTNESS.index)
        for layer, mode in said.items()
    }


def _rules_of(spaces: list[UUID]) -> dict[tuple[UUID, int], str]:
    """What spaces say of each layer. Pages show it as it was kept; commands, which are transactions, read it anew."""
    return {
        (space, layer): mode
        for space, layer, mode in Gate.objects.filter(space_id__in=spaces).values_list("space_id", "layer", "mode")
    }


STRICTNESS = [Mode.FREE, Mode.REVIEWED, Mode.CLOSED]


def strictest_mode(space: Space, start: Layer, goal: Layer, author: Actor | None = None) -> Mode:
    """Return the strictest of the gates that a step from one layer to a wider one passes, with what protects its author."""
    passed = [layer for layer in layers_of(space) if start < layer <= goal]
    if not passed:
        return Mode.FREE
    modes = [*_modes(space, passed).values()]
    if author and goal > Layer.COMMUNITY:
        modes.append(ABOVE.outward_mode(author))
    return max(modes, key=STRICTNESS.index)
