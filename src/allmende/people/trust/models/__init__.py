"""What is kept of trust: ties and thanks, merits and levels, measures and appeals, and what the graph shows."""

from allmende.people.trust.models.graph import Survey
from allmende.people.trust.models.levels import LEAST, Level, Merit, Rung, Standing
from allmende.people.trust.models.measures import Appeal, Measure, MeasureKind, MeasureState
from allmende.people.trust.models.ties import Strength, Thanks, Tie, TieKind

__all__ = [
    "LEAST",
    "Appeal",
    "Level",
    "Measure",
    "MeasureKind",
    "MeasureState",
    "Merit",
    "Rung",
    "Standing",
    "Strength",
    "Survey",
    "Thanks",
    "Tie",
    "TieKind",
]
