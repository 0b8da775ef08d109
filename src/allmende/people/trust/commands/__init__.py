"""Everything that changes trust: ties and thanks, levels, and measures when trust is lost."""

from allmende.people.trust.commands.levels import RungChange, lock_level, reckon, set_rungs, unlock_level
from allmende.people.trust.commands.measures import (
    appeal,
    confirm_exclusion,
    decide_appeal,
    pause,
    propose_exclusion,
    warn,
    withdraw_measure,
)
from allmende.people.trust.commands.survey import survey
from allmende.people.trust.commands.ties import thank, tie, untie

__all__ = [
    "RungChange",
    "appeal",
    "confirm_exclusion",
    "decide_appeal",
    "lock_level",
    "pause",
    "propose_exclusion",
    "reckon",
    "set_rungs",
    "survey",
    "thank",
    "tie",
    "unlock_level",
    "untie",
    "warn",
    "withdraw_measure",
]
