"""Judge fairly from many ratings: correct for lenient and strict raters and for few ratings, rank pairs, find strange patterns.

A library that imports nothing of ours and nothing but Python: pure functions, the same result wherever they run.
"""

from allmende.judging.effects import Estimate, Judged, Mark, judge
from allmende.judging.pairs import Duel, PairResult, Strength, compare, next_pair
from allmende.judging.rings import Given, Kind, Pattern, given_in_duels, given_of, patterns
from allmende.judging.variance import Components, components_of

__all__ = [
    "Components",
    "Duel",
    "Estimate",
    "Given",
    "Judged",
    "Kind",
    "Mark",
    "PairResult",
    "Pattern",
    "Strength",
    "compare",
    "components_of",
    "given_in_duels",
    "given_of",
    "judge",
    "next_pair",
    "patterns",
]
