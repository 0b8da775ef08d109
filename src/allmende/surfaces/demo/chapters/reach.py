"""How people want to be told: most as it is usual, some quietly, a few of everything, and many not at night."""

from __future__ import annotations

from allmende.observers.notices.commands.wishing import choose_here, take_preset, wish
from allmende.observers.notices.models import Preset
from allmende.observers.notices.presets import Here
from allmende.surfaces.demo.chapters.town import Town


def say(town: Town) -> None:
    """Let every fourth be quiet, every ninth hear of everything, every third sleep, and every fifth read the community gathered."""
    for number, handle in enumerate(sorted(town.actors), 1):
        actor = town.actors[handle]
        if number % 9 == 0:
            take_preset(actor, Preset.EVERYTHING)
        elif number % 4 == 0:
            take_preset(actor, Preset.QUIET)
        if number % 3 == 0:
            wish(actor, quiet_from=22, quiet_until=7)
        if number % 5 == 0:
            choose_here(actor, town.root.id, Here.DAILY)
