"""Count elections here and with pabutools, and say where the two differ; runs in the environment that holds pabutools.

Usage: python compare_with_pabutools.py [--elections FOLDER] [--random NUMBER] [--seed SEED]
Exit code 0 if every outcome is the same, 1 otherwise; the last line on stdout is a summary as JSON.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from gmpy2 import mpq
from pabutools.election import (
    AdditiveSatisfaction,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    CumulativeBallot,
    CumulativeProfile,
    Instance,
    OrdinalBallot,
    OrdinalProfile,
)
from pabutools.election import Project as PabuProject
from pabutools.election.satisfaction import Additive_Borda_Sat, Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat
from pabutools.rules import completion_by_rule_combination, greedy_utilitarian_welfare, method_of_equal_shares

from allmende.counting import (
    Ballot,
    Completion,
    Election,
    Project,
    Rule,
    Satisfaction,
    VoteType,
    count,
    read_pb,
    satisfactions_for,
)

MEASURES = {
    Satisfaction.COST: Cost_Sat,
    Satisfaction.CARDINALITY: Cardinality_Sat,
    Satisfaction.POINTS: Additive_Cardinal_Sat,
    Satisfaction.BORDA: Additive_Borda_Sat,
}
type Combination = tuple[Rule, Satisfaction, Completion]


class TimesCost(AdditiveSatisfaction):
    """Votes or points times cost: what pabutools' greedy, which divides by cost, orders by votes or points."""

    def __init__(self, instance, profile, ballot):
        super().__init__(instance, profile, ballot, worth_times_cost)


def worth_times_cost(_instance, _profile, ballot, project, _precomputed):
    """What the ballot says of the project, times the project's cost."""
    if project not in ballot:
        return 0
    if isinstance(ballot, CardinalBallot | CumulativeBallot):
        return ballot[project] * project.cost
    if isinstance(ballot, OrdinalBallot) or hasattr(ballot, "position"):
        return (len(ballot) - ballot.position(project) - 1) * project.cost
    return project.cost


def combinations(vote_type: VoteType) -> Iterator[Combination]:
    """Every rule, satisfaction and completion that is defined for a kind of ballot."""
    for satisfaction in satisfactions_for(vote_type):
        yield Rule.GREEDY, satisfaction, Completion.NONE
        yield Rule.GREEDY_PER_COST, satisfaction, Completion.NONE
        for completion in Completion:
            yield Rule.EQUAL_SHARES, satisfaction, completion


def as_pabutools(election: Election, satisfaction: Satisfaction):
    """The same election in pabutools' classes.

    Where pabutools looks only at whether a ballot names a project, the format says that naming it with nothing is not
    naming it: for votes and costs it gets the projects with points above zero. And it gets the points of projects
    that a ballot leaves to `default_score`, which it does not know.
    """
    projects = {project.id: PabuProject(project.id, number(project.cost)) for project in election.projects.values()}
    instance = Instance(projects.values(), budget_limit=number(election.budget))
    ballots = []
    for ballot, times in election.ballots:
        named = ballot.projects
        if election.vote_type.has_points:
            points = dict.fromkeys(election.projects, election.default_score) if election.default_score else {}
            points |= dict(zip(ballot.projects, ballot.points, strict=True))
            if satisfaction is Satisfaction.POINTS:
                kind = CardinalBallot if election.vote_type is VoteType.SCORING else CumulativeBallot
                made = kind({projects[name]: number(score) for name, score in points.items()})
            else:
                made = ApprovalBallot(projects[name] for name, score in points.items() if score > 0)
        elif election.vote_type is VoteType.ORDINAL:
            made = OrdinalBallot([projects[name] for name in named])
        else:
            made = ApprovalBallot(projects[name] for name in named)
        ballots += [made] * times
    profile = {
        ApprovalBallot: ApprovalProfile,
        OrdinalBallot: OrdinalProfile,
        CardinalBallot: CardinalProfile,
        CumulativeBallot: CumulativeProfile,
    }[type(ballots[0])]
    return instance, profile(ballots)


def number(value):
    """An exact number of ours as one of theirs."""
    return mpq(value.numerator, value.denominator) if isinstance(value, Fraction) else value


def with_pabutools(election: Election, combination: Combination) -> list[str]:
    """The winners by pabutools, ties by lexicographic id, in the order of choice."""
    rule, satisfaction, completion = combination
    instance, profile = as_pabutools(election, satisfaction)
    measure = MEASURES[satisfaction]
    # By its definition greedy looks at gains as they are; the shortcut for additive measures takes negative ones for 0.
    additive = False if election.vote_type is VoteType.SCORING else None
    if rule is Rule.GREEDY:
        measure = Cost_Sat if satisfaction in (Satisfaction.COST, Satisfaction.CARDINALITY) else TimesCost
    if rule is not Rule.EQUAL_SHARES:
        chosen = greedy_utilitarian_welfare(instance, profile, sat_class=measure, is_sat_additive=additive)
    elif completion is Completion.NONE:
        chosen = method_of_equal_shares(instance, profile, sat_class=measure)
    else:
        chosen = completion_by_rule_combination(
            instance,
            profile,
            [method_of_equal_shares, greedy_utilitarian_welfare],
            [{"sat_class": measure}, {"sat_class": measure, "is_sat_additive": additive}],
        )
    return [project.name for project in chosen]


def random_election(seed: int) -> Election:
    """An election of any kind; every third has few costs, few different ballots and ids that tempt to sort as numbers."""
    draw = random.Random(seed)
    vote_type = list(VoteType)[seed % 5]
    tied = seed % 3 == 0
    ids = draw.sample(
        [str(place) for place in range(1, 30)] + ["a", "B", "ä", "10/a"], draw.randint(1, 5 if tied else 12)
    )
    most = draw.choice((3, 10, 1_000, 100_000))
    costs = [draw.randint(1, most) for _ in range(2 if tied else len(ids))]
    projects = []
    for name in ids:
        cost = draw.choice(costs) if tied else Fraction(draw.randint(1, most * 100), draw.choice((1, 1, 100)))
        projects.append(Project(name, 0 if draw.random() < 0.01 else cost))
    total = sum(project.cost for project in projects)
    budget = max(Fraction(1), Fraction(total) * draw.randint(10, 120) / 100)
    cast = [random_ballot(draw, ids, vote_type, tied=tied) for _ in range(draw.randint(1, 8 if tied else 25))]
    if tied:
        cast *= draw.randint(1, 3)
    election = Election.of(budget, projects, cast, vote_type)
    default = draw.choice((0, 0, 1, -1)) if vote_type is VoteType.SCORING else 0
    return Election(election.budget, election.projects, election.ballots, vote_type, default_score=default)


def random_ballot(draw: random.Random, ids: list[str], vote_type: VoteType, *, tied: bool) -> Ballot:
    """A ballot, now and then an empty one; points may be nothing, halves, and below zero where that is allowed."""
    most = 1 if vote_type is VoteType.CHOOSE_ONE else min(len(ids), 2 if tied else 8)
    named = tuple(draw.sample(ids, draw.randint(0 if draw.random() < 0.2 else 1, most)))
    if not vote_type.has_points:
        return Ballot(named)
    least = -2 if vote_type is VoteType.SCORING else 0
    halves = 1 if tied else draw.choice((1, 1, 2))
    points = (Fraction(draw.randint(least, 2 if tied else 9), halves) for _ in named)
    return Ballot(named, tuple(int(score) if score.denominator == 1 else score for score in points))


def compare(election: Election, combination: Combination) -> tuple[str | None, bool]:
    """How the two outcomes differ, if they do, and whether there was a tie.

    The order of choice must be the same too, except where something is free. Free projects under cost satisfaction are
    nothing divided by nothing: not defined, and chosen differently (docs/decisions/counting.md), so not compared.
    """
    rule, satisfaction, completion = combination
    free = any(project.cost == 0 for project in election.projects.values())
    result = count(election, rule, satisfaction, completion)
    if free and rule is Rule.EQUAL_SHARES and satisfaction is Satisfaction.COST:
        return None, bool(result.ties)
    ours, theirs = list(result.winners), with_pabutools(election, combination)
    same = sorted(ours) == sorted(theirs) if free else ours == theirs
    difference = None if same else f"{'/'.join(combination)}: ours {ours}, pabutools {theirs}"
    return difference, bool(result.ties)


def main() -> int:
    """Compare, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--elections", type=Path)
    parser.add_argument("--random", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    started = time.monotonic()
    files = sorted(options.elections.glob("*.pb")) if options.elections else []
    elections = [(file.name, read_pb(file)) for file in files]
    elections += [
        (f"seed {seed}", random_election(seed)) for seed in range(options.seed, options.seed + options.random)
    ]
    seen: Counter[str] = Counter()
    different = with_ties = 0
    for name, election in elections:
        tie = False
        for combination in combinations(election.vote_type):
            seen["/".join((election.vote_type, *combination))] += 1
            difference, tied = compare(election, combination)
            tie = tie or tied
            if difference is not None:
                different += 1
                sys.stdout.write(f"{name}: {difference}\n")
        with_ties += tie
    summary = {
        "files": len(files),
        "random": options.random,
        "with_ties": with_ties,
        "combinations": len(seen),
        "counts": sum(seen.values()),
        "different": different,
        "seconds": round(time.monotonic() - started, 1),
    }
    sys.stdout.write(json.dumps(summary) + "\n")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
