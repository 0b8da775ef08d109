"""The rules by which a vote on a budget is counted, and the one function that counts."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from allmende.counting.ballots import Election
from allmende.counting.equal_shares import EqualShares
from allmende.counting.greedy import Rank, choose_greedily, rank_by_support, rank_per_cost
from allmende.counting.numbers import Number, whole
from allmende.counting.result import PassedOver, Phase, ProjectOutcome, Reason, Result, Round, Tie
from allmende.counting.satisfaction import (
    Satisfaction,
    own_measure,
    require_defined,
    satisfactions_for,
    tally,
    worth_to_voters,
)


class Rule(StrEnum):
    """How projects are chosen."""

    GREEDY = "greedy"
    GREEDY_PER_COST = "greedy-per-cost"
    EQUAL_SHARES = "equal-shares"


class Completion(StrEnum):
    """What happens to the money that equal shares leaves over."""

    NONE = "none"
    GREEDY = "greedy"


def usual_satisfaction(election: Election, rule: Rule) -> Satisfaction:
    """The measure that is used when none is named: the ballots' own for greedy, cost for equal shares of approvals."""
    own = own_measure(election.vote_type)
    return satisfactions_for(election.vote_type)[0] if rule is Rule.EQUAL_SHARES else own


def count(
    election: Election,
    rule: Rule = Rule.EQUAL_SHARES,
    satisfaction: Satisfaction | None = None,
    completion: Completion = Completion.NONE,
    minimum_support: Number | None = None,
) -> Result:
    """Count an election exactly. All formulas with their sources stand in docs/counting.md.

    `completion` spends what equal shares leaves over, greedily by satisfaction per unit of cost; the greedy rules leave
    nothing to complete. A project with less than `minimum_support` (in the ballots' own measure; by default what the
    election declares, else none) is never funded. Raises UndefinedSatisfaction for a measure that the ballots lack.
    """
    satisfaction = satisfaction or usual_satisfaction(election, rule)
    counting = _Counting(election, satisfaction, minimum_support)
    if rule is Rule.EQUAL_SHARES:
        counting.share_equally()
        if completion is Completion.GREEDY:
            counting.choose_greedily(Phase.COMPLETION, per_cost=True)
    else:
        counting.choose_greedily(Phase.GREEDY, per_cost=rule is Rule.GREEDY_PER_COST)
    return counting.result(rule, completion)


@dataclass(frozen=True, slots=True)
class _Support:
    """What the ballots say about one project."""

    worth: Number  # by the measure named, without the factor cost
    own: Number  # by the ballots' own measure
    votes: int


class _Counting:
    """A count in progress."""

    def __init__(self, election: Election, satisfaction: Satisfaction, minimum: Number | None) -> None:
        self.election = election
        self.satisfaction = satisfaction
        self.minimum = election.minimum_support if minimum is None else minimum
        require_defined(election, satisfaction)
        own = tally(election, own_measure(election.vote_type))
        by_votes = satisfaction in (Satisfaction.COST, Satisfaction.CARDINALITY)
        same = by_votes if not election.vote_type.has_points and election.vote_type.is_a_set else not by_votes
        worths = own if same else tally(election, satisfaction)
        self.support = dict(zip(own.ids, map(_Support, worths.totals, own.totals, own.votes), strict=True))
        self.costs = {project.id: project.cost for project in election.projects.values()}
        self.money = election.budget
        self.rounds: list[Round] = []
        self.last: tuple[PassedOver, ...] = ()
        self.why_not: dict[str, PassedOver] = {}
        for project, support in self.support.items():
            if self.minimum is not None and support.own < self.minimum:
                self._pass(PassedOver(project, Reason.BELOW_MINIMUM, self.minimum, support.own))
        self.excluded = frozenset(self.why_not)

    def _pass(self, passed: PassedOver) -> None:
        self.why_not[passed.project] = passed

    def _rank(self, project: str, *, per_cost: bool) -> Rank:
        worth = self.support[project].worth
        if per_cost and self.satisfaction is not Satisfaction.COST:
            return rank_per_cost(worth, self.costs[project])
        return rank_by_support(worth)  # under cost satisfaction, worth per unit of cost is the number of votes

    def choose_greedily(self, phase: Phase, *, per_cost: bool) -> None:
        """Spend what is left on what is left."""
        taken = {entry.chosen for entry in self.rounds} | self.excluded
        ranks = {project: self._rank(project, per_cost=per_cost) for project in self.support if project not in taken}
        choices, self.last = choose_greedily(ranks, self.costs, self.money)
        for choice in choices:
            rank = None if choice.rank.boundless else choice.rank.value
            self._fund(phase, choice.project, rank, choice.tied, choice.passed_over)
        for passed in self.last:
            self._pass(passed)

    def share_equally(self) -> None:
        """Buy with equal shares."""
        for project in self.support.keys() - self.excluded:
            self._pass(PassedOver(project, Reason.NO_SUPPORT, 1, 0))
        if not self.election.ballots:
            return
        costs = [self.costs[project] for project in self.support]
        by_cost = self.satisfaction is Satisfaction.COST
        factors: list[Number] = [(cost or 1) if by_cost else 1 for cost in costs]  # what is free has the price 0 anyway
        worth = worth_to_voters(self.election, self.satisfaction)
        purchases, self.last = EqualShares(worth, costs, factors, self.election.budget, self.excluded).run()
        for bought in purchases:
            rank = None if bought.price == 0 else whole(1 / Fraction(bought.price))
            self._fund(Phase.EQUAL_SHARES, bought.project, rank, bought.tied, bought.passed_over)
            self.rounds[-1] = replace(
                self.rounds[-1],
                price=bought.price,
                paying=bought.paying,
                paying_all=bought.paying_all,
                most_paid=bought.most_paid,
            )
        for passed in self.last:
            self._pass(passed)

    def _fund(
        self,
        phase: Phase,
        project: str,
        rank: Number | None,
        tied: tuple[str, ...],
        passed_over: tuple[PassedOver, ...],
    ) -> None:
        self.money = whole(self.money - self.costs[project])
        self.why_not.pop(project, None)
        for passed in passed_over:
            self._pass(passed)
        support = self.support[project].worth
        place = len(self.rounds) + 1
        self.rounds.append(
            Round(place, phase, project, self.costs[project], support, rank, self.money, tied, passed_over)
        )

    def result(self, rule: Rule, completion: Completion) -> Result:
        """Everything that has been found."""
        round_of = {entry.chosen: entry.number for entry in self.rounds}
        return Result(
            rule=rule.value,
            satisfaction=self.satisfaction,
            completion=completion.value,
            vote_type=self.election.vote_type,
            budget=self.election.budget,
            voters=self.election.voters,
            minimum_support=self.minimum,
            winners=tuple(round_of),
            spent=whole(self.election.budget - self.money),
            rounds=tuple(self.rounds),
            ties=tuple(Tie(entry.number, entry.tied, entry.chosen) for entry in self.rounds if entry.tied),
            passed_over=self.last,
            projects=tuple(self._outcome(project, round_of.get(project)) for project in self.support),
        )

    def _outcome(self, project: str, place: int | None) -> ProjectOutcome:
        support = self.support[project]
        return ProjectOutcome(
            id=project,
            name=self.election.projects[project].name,
            cost=self.costs[project],
            votes=support.votes,
            support=support.own,
            selected=place is not None,
            round=place,
            passed=self.why_not.get(project),
        )
