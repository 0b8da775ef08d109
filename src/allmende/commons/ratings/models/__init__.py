"""What is kept of ratings: what is asked and answered, which of two is better, the ranking that was reckoned, and what is worth a look."""

from allmende.commons.ratings.models.pairs import Duel
from allmende.commons.ratings.models.pattern import Involved, Pattern, PatternKind
from allmende.commons.ratings.models.ranking import Place, Ranking, RankingState
from allmende.commons.ratings.models.rating import (
    LOTS,
    MILLI,
    Asked,
    Criterion,
    Earlier,
    Item,
    Panel,
    Rating,
    Recusal,
    Sheet,
    Way,
    draw_lot,
)

__all__ = [
    "LOTS",
    "MILLI",
    "Asked",
    "Criterion",
    "Duel",
    "Earlier",
    "Involved",
    "Item",
    "Panel",
    "Pattern",
    "PatternKind",
    "Place",
    "Ranking",
    "RankingState",
    "Rating",
    "Recusal",
    "Sheet",
    "Way",
    "draw_lot",
]
