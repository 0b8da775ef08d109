"""What a funded project is worth to a voter, by the ballot: the four measures, exactly."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm

from allmende.counting.ballots import Ballot, Election, VoteType
from allmende.counting.numbers import Number, whole


class Satisfaction(StrEnum):
    """The measures; formulas and sources stand in docs/counting.md."""

    COST = "cost"
    CARDINALITY = "cardinality"
    POINTS = "points"
    BORDA = "borda"


class UndefinedSatisfaction(ValueError):  # noqa: N818 - reads as the sentence it is
    """A measure that the ballots can't be measured by."""

    def __init__(self, satisfaction: Satisfaction, vote_type: VoteType) -> None:
        self.satisfaction, self.vote_type, self.defined = satisfaction, vote_type, satisfactions_for(vote_type)
        super().__init__(
            f"Satisfaction {satisfaction} is not defined for {vote_type} ballots; choose {' or '.join(self.defined)}."
        )


def satisfactions_for(vote_type: VoteType) -> tuple[Satisfaction, ...]:
    """The measures that are defined for a kind of ballot, the usual one for equal shares first."""
    if vote_type.has_points:
        return (Satisfaction.POINTS, Satisfaction.COST, Satisfaction.CARDINALITY)
    if vote_type is VoteType.ORDINAL:
        return (Satisfaction.BORDA, Satisfaction.COST, Satisfaction.CARDINALITY)
    return (Satisfaction.COST, Satisfaction.CARDINALITY)


def own_measure(vote_type: VoteType) -> Satisfaction:
    """What a kind of ballot counts by itself: votes, points or Borda points."""
    return Satisfaction.CARDINALITY if not vote_type.has_points and vote_type.is_a_set else satisfactions_for(vote_type)[0]


@dataclass(frozen=True, slots=True)
class Worth:
    """Every ballot's worth of every project, without the factor `cost` that the cost measure multiplies with.

    Projects are numbered in the order of their ids. `groups` are ballots that value alike: a tuple of pairs of project
    and worth above zero, and how many cast it. Worths are whole: `scale` times the real one. `totals` are real sums over
    all voters, negative worths included; `votes` is how many voters approve a project.
    """

    ids: tuple[str, ...]
    groups: tuple[tuple[tuple[tuple[int, int], ...], int], ...]
    scale: int
    totals: tuple[Number, ...]
    votes: tuple[int, ...]


def measure(election: Election, satisfaction: Satisfaction) -> Worth:
    """Measure all ballots; raises UndefinedSatisfaction where the ballots don't say what the measure needs."""
    if satisfaction not in satisfactions_for(election.vote_type):
        raise UndefinedSatisfaction(satisfaction, election.vote_type)
    ids = tuple(sorted(election.projects))
    number = {project: place for place, project in enumerate(ids)}
    scale = lcm(
        election.default_score.denominator,
        *(score.denominator for ballot, _ in election.ballots for score in ballot.points),
    )
    groups: Counter[tuple[tuple[int, int], ...]] = Counter()
    totals, votes = [0] * len(ids), [0] * len(ids)
    for ballot, times in election.ballots:
        approved, worths = _read(election, ballot, satisfaction, scale)
        for project in approved:
            votes[number[project]] += times
        for project, worth in worths.items():
            totals[number[project]] += worth * times
        groups[tuple(sorted((number[project], worth) for project, worth in worths.items() if worth > 0))] += times
    real = tuple(whole(Fraction(total, scale)) for total in totals)
    return Worth(ids, tuple(sorted(groups.items())), scale, real, tuple(votes))


def _read(election: Election, ballot: Ballot, satisfaction: Satisfaction, scale: int) -> tuple[list[str], dict[str, int]]:
    """The projects that a ballot approves, and what each is worth to its voter, times `scale`."""
    if not election.vote_type.has_points:
        approved = list(ballot.projects)
        if satisfaction is Satisfaction.BORDA:
            best = len(approved) - 1
            return approved, {project: (best - place) * scale for place, project in enumerate(approved)}
        return approved, dict.fromkeys(approved, scale)
    default = election.default_score
    points = dict.fromkeys(election.projects, default) if default else {}
    points.update(zip(ballot.projects, ballot.points, strict=True))
    approved = [project for project, score in points.items() if score > 0]
    if satisfaction is Satisfaction.POINTS:
        return approved, {project: int(score * scale) for project, score in points.items()}
    return approved, dict.fromkeys(approved, scale)
