"""A counted result that explains itself: winners, rounds, ties, and for every project why it is funded or not."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from allmende.counting.ballots import VoteType
from allmende.counting.numbers import Number, exact
from allmende.counting.satisfaction import Satisfaction

FORMAT: Final = "allmende-count/1"


class Phase(StrEnum):
    """Which part of the rule made a choice."""

    GREEDY = "greedy"
    EQUAL_SHARES = "equal-shares"
    COMPLETION = "completion"


class Reason(StrEnum):
    """Why a project is not funded."""

    DOES_NOT_FIT = "does_not_fit"  # costs more than the money that was left
    SUPPORTERS_CANNOT_PAY = "supporters_cannot_pay"  # its supporters together have less left than it costs
    NO_SUPPORT = "no_support"  # worth nothing to any voter, by the measure used
    BELOW_MINIMUM = "below_minimum"  # support below the declared minimum


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A project that was considered and not taken: what it needs, and what there was of it.

    Needs and has are money for does_not_fit and supporters_cannot_pay, and support for below_minimum and no_support.
    """

    project: str
    reason: Reason
    needs: Number
    has: Number


@dataclass(frozen=True, slots=True)
class Round:
    """One choice: what was passed over on the way to it, whom it tied with, what it cost, and what was left.

    `rank` is what projects were ordered by (greedy: the highest first). For equal shares, `price` (rho) is what each
    supporter pays per unit of satisfaction, the lowest first; `rank` is then its inverse, the effective support. `paying`
    is the number of supporters with money left, `paying_all` how many of them gave their last, `most_paid` the most that
    anyone paid.
    """

    number: int
    phase: Phase
    chosen: str
    cost: Number
    support: Number
    rank: Number | None
    money_left: Number
    tied: tuple[str, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    price: Number | None = None
    paying: int = 0
    paying_all: int = 0
    most_paid: Number = 0

    def as_json(self) -> dict[str, Any]:
        """Plain values, exact."""
        facts: dict[str, Any] = {
            "round": self.number,
            "phase": self.phase.value,
            "chosen": self.chosen,
            "cost": exact(self.cost),
            "support": exact(self.support),
            "rank": None if self.rank is None else exact(self.rank),
            "money_left": exact(self.money_left),
            "tied": list(self.tied),
            "passed_over": [passed_json(passed) for passed in self.passed_over],
        }
        if self.phase is Phase.EQUAL_SHARES:
            facts |= {
                "price": None if self.price is None else exact(self.price),
                "paying": self.paying,
                "paying_all": self.paying_all,
                "most_paid": exact(self.most_paid),
            }
        return facts


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects that ranked equal in a round; the lexicographically smallest id was chosen."""

    round: int
    projects: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class ProjectOutcome:
    """What became of one project; `passed` says why not, and is None for a winner."""

    id: str
    name: str
    cost: Number
    votes: int
    support: Number
    selected: bool
    round: int | None
    passed: PassedOver | None

    def as_json(self) -> dict[str, Any]:
        """Plain values, exact."""
        passed = None if self.passed is None else passed_json(self.passed)
        if passed is not None:
            del passed["project"]
        return {
            "id": self.id,
            "name": self.name,
            "cost": exact(self.cost),
            "votes": self.votes,
            "support": exact(self.support),
            "selected": self.selected,
            "round": self.round,
            "why_not": passed,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one count; `winners` in the order in which they were chosen, projects by id.

    `passed_over` are those that were considered after the last choice, `minimum_support` is what the count asked for.
    """

    rule: str
    satisfaction: Satisfaction
    completion: str
    vote_type: VoteType
    budget: Number
    voters: int
    minimum_support: Number | None
    winners: tuple[str, ...]
    spent: Number
    rounds: tuple[Round, ...]
    ties: tuple[Tie, ...]
    passed_over: tuple[PassedOver, ...]
    projects: tuple[ProjectOutcome, ...]

    def outcome(self, project: str) -> ProjectOutcome:
        """What became of a project, by its id; KeyError for an unknown one."""
        for outcome in self.projects:
            if outcome.id == project:
                return outcome
        raise KeyError(project)

    def as_json(self) -> dict[str, Any]:
        """The documented form: ints, or exact fractions as text; keys in a stable order."""
        return {
            "format": FORMAT,
            "rule": self.rule,
            "satisfaction": self.satisfaction.value,
            "completion": self.completion,
            "vote_type": self.vote_type.value,
            "budget": exact(self.budget),
            "voters": self.voters,
            "minimum_support": None if self.minimum_support is None else exact(self.minimum_support),
            "winners": list(self.winners),
            "spent": exact(self.spent),
            "rounds": [entry.as_json() for entry in self.rounds],
            "ties": [{"round": tie.round, "projects": list(tie.projects), "chosen": tie.chosen} for tie in self.ties],
            "passed_over": [passed_json(passed) for passed in self.passed_over],
            "projects": [outcome.as_json() for outcome in self.projects],
        }


def passed_json(passed: PassedOver) -> dict[str, Any]:
    """Plain values, exact."""
    return {
        "project": passed.project,
        "reason": passed.reason.value,
        "needs": exact(passed.needs),
        "has": exact(passed.has),
    }
