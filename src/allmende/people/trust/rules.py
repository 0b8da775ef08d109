"""What a community asks for its levels and gives with them, who stands where, and who may change what."""

from __future__ import annotations

from allmende.commons.audiences.kept import keep
from allmende.commons.spaces.models import Preset, Role, Space
from allmende.commons.spaces.rules import role_in
from allmende.identity.actors.models import Actor
from allmende.people.trust.models import LEAST, Level, Rung, Standing

YOUNG_UNTIL = 50
"""A community with fewer members is young: levels take fewer people, and its curators count as carrying."""

ENTER = (0, 5, 12, 30)
ENTER_YOUNG = (0, LEAST, 5, 8)
"""How many different people, on as many different days within `WINDOW`, a level takes."""

WINDOW = 180
"""Days that count."""

RIGHTS = {
    Preset.COOPERATIVE: {"nominations": (1, 3, 5, 8), "links": (1, 1, 1, 1), "teams": (0, 0, 1, 1)},
    Preset.EDUCATION: {"nominations": (1, 2, 3, 5), "links": (0, 1, 1, 1), "teams": (0, 0, 0, 1)},
    Preset.BRAND: {"nominations": (1, 3, 5, 8), "links": (0, 1, 1, 1), "teams": (0, 0, 1, 1)},
}
"""What the kinds of community give by level: how many open nominations, links in comments, teams opened without asking."""


def preset_rungs(root: Space) -> list[Rung]:
    """Return the rungs that a community has without having set its own."""
    rights = RIGHTS[Preset(root.preset or Preset.COOPERATIVE)]
    return [
        Rung(
            space=root, level=level, enter=ENTER[level], enter_young=ENTER_YOUNG[level],
            rights={key: values[level] for key, values in rights.items()},
        )
        for level in Level
    ]  # fmt: skip


def rungs_of(root: Space) -> list[Rung]:
    """Return a community's rungs, the lowest first: its own, or those of its preset."""
    own = {rung.level: rung for rung in Rung.objects.filter(space=root)}
    return [own.get(rung.level, rung) for rung in preset_rungs(root)]


def is_young(root: Space) -> bool:
    """Say whether a community is still in its start-up mode."""
    return root.member_count < YOUNG_UNTIL


def standing_of(actor: Actor, root: Space) -> Level:
    """Return the level that someone has in a community; who doesn't belong to it has none of its rights."""
    role = role_in(actor, root)
    if role == Role.CURATOR and is_young(root):
        return Level.CARRYING
    if role is None:
        return Level.ARRIVED
    return keep(actor, f"level_{root.id.hex}", lambda: _kept_level(actor, root))


def _kept_level(actor: Actor, root: Space) -> Level:
    level = Standing.objects.filter(space=root, actor=actor).values_list("level", flat=True).first()
    return Level(level or 0)
