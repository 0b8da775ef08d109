"""What the kinds of community ask for levels and give with them, and how a level follows from what counts."""

from __future__ import annotations

from collections.abc import Sequence

from allmende.commons.spaces.models import Preset, Space
from allmende.foundation.kept import kept
from allmende.people.trust.models.levels import LEAST, Level, Rung

YOUNG_UNTIL = 50
"""A community with fewer members is young: levels take fewer people, and its curators count as carrying."""

ENTER = (0, 5, 12, 30)
ENTER_YOUNG = (0, LEAST, 5, 8)
"""How many different people, on as many different days within `WINDOW`, a level takes where nothing else is set."""

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
            space_id=root.id, level=level, enter=ENTER[level], enter_young=ENTER_YOUNG[level],
            rights={key: values[level] for key, values in rights.items()},
        )
        for level in Level
    ]  # fmt: skip


def rungs_of(root: Space) -> list[Rung]:
    """Return a community's rungs, the lowest first: its own, or those of its preset."""
    own = kept(("rungs", root.id), lambda: {rung.level: rung for rung in Rung.objects.filter(space_id=root.id)})
    return [own.get(rung.level, rung) for rung in preset_rungs(root)]


def is_young(root: Space) -> bool:
    """Say whether a community is still in its start-up mode."""
    return root.member_count < YOUNG_UNTIL


def entries(root: Space, rungs: Sequence[Rung]) -> list[int]:
    """Return how many people on as many days each level takes in a community today."""
    young = is_young(root)
    return [rung.enter_young if young else rung.enter for rung in rungs]


def keep_of(enter: int) -> int:
    """Return how many keep a level that took `enter`: two thirds, rounded down, so that it is lost only clearly below."""
    return enter * 2 // 3


def level_for(points: int, current: int, enter: Sequence[int]) -> Level:
    """Return the level that so many points give to someone who has `current`.

    Points are the smaller of how many different people and how many different days counted within `WINDOW`: two friends
    give at most two, and one day at most one, however busy they are. A level is entered at `enter` and lost below
    `keep_of(enter)`. The slack follows Discourse, whose trust level 3 is kept down to nine tenths of its requirements and for
    two weeks ("Understanding Discourse Trust Levels", 2018); ours is wider, since whole people are counted instead of visits.
    """
    reached = max(level for level, least in enumerate(enter) if points >= least)
    kept = max(level for level in range(min(current, len(enter) - 1) + 1) if points >= keep_of(enter[level]))
    return Level(max(reached, kept))
