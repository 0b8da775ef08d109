"""Everything that is written of ratings. Who may rate what, and when, the owning room has asked before."""

from allmende.commons.ratings.commands.pairs import say_which
from allmende.commons.ratings.commands.patterns import note_pattern
from allmende.commons.ratings.commands.rating import rate
from allmende.commons.ratings.commands.reckoning import line_up_ranking, reckon
from allmende.commons.ratings.commands.recusing import recuse, take_back_recusal
from allmende.commons.ratings.commands.sheets import (
    CriterionText,
    enter,
    leave,
    place_sheet,
    recount,
)

__all__ = [
    "CriterionText",
    "enter",
    "leave",
    "line_up_ranking",
    "note_pattern",
    "place_sheet",
    "rate",
    "reckon",
    "recount",
    "recuse",
    "say_which",
    "take_back_recusal",
]
