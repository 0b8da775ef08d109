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


class UndefinedSatisfaction(ValueError):
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
    return (
        Satisfaction.CARDINALITY if not vote_type.has_points and vote_type.is_a_set else satisfactions_for(vote_type)[0]
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """What all voters together say, by project in the order of ids: the sum of worths, and how many approve."""

    ids: tuple[str, ...]
    totals: tuple[Number, ...]
    votes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """Every voter's worth of every project, without the factor `cost` that the cost measure multiplies with.

    Projects are numbered in the order of their ids. `groups` are voters who value alike: pairs of a project's number
    and its worth, where that is above zero, and how many voters they are. Worths are whole: `scale` times the real one.
    """

    ids: tuple[str, ...]
    groups: tuple[tuple[tuple[tuple[int, int], ...], int], ...]
    scale: int


def require_defined(election: Election, satisfaction: Satisfaction) -> None:
    """Raise UndefinedSatisfaction where the ballots don't say what the measure needs."""
    if satisfaction not in satisfactions_for(election.vote_type):
        raise UndefinedSatisfaction(satisfaction, election.vote_type)


def tally(election: Election, satisfaction: Satisfaction) -> Tally:
    """Add up all ballots; worths below zero count as they are."""
    scale = _scale(election)
    totals, votes = dict.fromkeys(sorted(election.projects), 0), dict.fromkeys(sorted(election.projects), 0)
    for ballot, times in election.ballots:
        approved, worths = _read(election, ballot, satisfaction, scale)
        for project in approved:
            votes[project] += times
        for project, worth in worths.items():
            totals[project] += worth * times
    return Tally(
        tuple(totals), tuple(whole(Fraction(total, scale)) for total in totals.values()), tuple(votes.values())
    )


def worth_to_voters(election: Election, satisfaction: Satisfaction) -> Worth:
    """Group the voters by what projects are worth to them."""
    scale = _scale(election)
    ids = tuple(sorted(election.projects))
    number = {project: place for place, project in enumerate(ids)}
    pairs: dict[tuple[int, int], tuple[int, int]] = {}  # each pair once: they are few, and named millions of times
    groups: Counter[tuple[tuple[int, int], ...]] = Counter()
    for ballot, times in election.ballots:
        _, worths = _read(election, ballot, satisfaction, scale)
        valued = sorted((number[project], worth) for project, worth in worths.items() if worth > 0)
        groups[tuple(pairs.setdefault(pair, pair) for pair in valued)] += times
    return Worth(ids, tuple(sorted(groups.items())), scale)


def _scale(election: Election) -> int:
    """What makes all points whole."""
    scores = (score.denominator for ballot, _ in election.ballots for score in ballot.points)
    return lcm(election.default_score.denominator, *set(scores))


def _read(
    election: Election, ballot: Ballot, satisfaction: Satisfaction, scale: int
) -> tuple[list[str], dict[str, int]]:
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
