"""The phases of a community as pages and the API show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.features import open_rooms
from allmende.commons.spaces.models import Mode, Space
from allmende.commons.spaces.modes import mode_of
from allmende.commons.stages.models import Move, Stage
from allmende.foundation.doors import rooms
from allmende.foundation.kept import kept

GATES = (Layer.COMMUNITY, Layer.NETWORK, Layer.PUBLIC)


@dataclass(frozen=True)
class StripStage:
    """A phase on the strip: its number, its name, and whether it is done, now, or to come."""

    number: int
    name: str
    state: str


@dataclass(frozen=True)
class Change:
    """Something that the next phase changes: what, from what, to what."""

    what: str
    before: str
    after: str


def strip_of(root: Space) -> tuple[StripStage, ...]:
    """Return the phases of a community for its strip; none before they are set out. Kept until something happens."""
    return kept(("stages", root.id), lambda: _strip(root))


def _strip(root: Space) -> tuple[StripStage, ...]:
    rows = Stage.objects.filter(space=root).values_list("number", "name", "began", "ended")
    return tuple(
        StripStage(number, name, "done" if ended else "now" if began else "next") for number, name, began, ended in rows
    )


def stages_of(root: Space) -> list[Stage]:
    """Return the phases of a community in their order, each with what it is to reach; two statements."""
    return list(Stage.objects.filter(space=root).prefetch_related("criteria__met_by"))


def moves_of(root: Space) -> list[Move]:
    """Return how a community went on, the latest first."""
    return list(Move.objects.filter(space=root).select_related("before", "after", "actor").order_by("-id"))


def changes_by(root: Space, stage: Stage) -> list[Change]:
    """Return what a phase would change when it begins, in words: rooms that open or close, gates that stand otherwise."""
    here, wished = open_rooms(root), set(stage.rooms)
    names = {room.key: str(room.name) for room in rooms()}
    changes = [
        Change(names[key], _("closed") if key not in here else _("open"), _("open") if key in wished else _("closed"))
        for key in names
        if wished and (key in wished) != (key in here)
    ]
    for layer, mode in gates_of(stage).items():
        before = mode_of(root, layer)
        if before != mode:
            label = _("Gate: %(layer)s") % {"layer": layer.label}
            changes.append(Change(label, str(before.label), str(mode.label)))
    return changes


def gates_of(stage: Stage) -> dict[Layer, Mode]:
    """Return the gates that a phase sets."""
    return {Layer(int(layer)): Mode(mode) for layer, mode in stage.gates.items() if mode}
