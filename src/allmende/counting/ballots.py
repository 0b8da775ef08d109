"""What is counted: projects with costs, a budget, and ballots grouped by what they say."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Self

from allmende.counting.numbers import Number


class ElectionError(ValueError):
    """An election that contradicts itself: a mistake of the calling code, not of a voter or a file."""


class VoteType(StrEnum):
    """How voters express themselves; the words of the PaBuLib format."""

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    ORDINAL = "ordinal"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"

    @property
    def has_points(self) -> bool:
        """Whether each project on a ballot carries points."""
        return self in (VoteType.CUMULATIVE, VoteType.SCORING)

    @property
    def is_a_set(self) -> bool:
        """Whether the order of the projects on a ballot says nothing."""
        return self is not VoteType.ORDINAL


@dataclass(frozen=True, slots=True)
class Project:
    """Something that may be funded; `selected` is what a file marks as the official outcome, None where it marks nothing."""

    id: str
    cost: Number
    name: str = ""
    selected: int | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


class Ballot(NamedTuple):
    """What one voter said: project ids (best first where the order counts) and, in the same order, their points."""

    projects: tuple[str, ...]
    points: tuple[Number, ...] = ()


def canonical(ballot: Ballot, vote_type: VoteType) -> Ballot:
    """The same ballot in the one order in which equal ballots are equal."""
    if not vote_type.is_a_set:
        return ballot
    if not ballot.points:
        return Ballot(tuple(sorted(ballot.projects)))
    pairs = sorted(zip(ballot.projects, ballot.points, strict=True), key=lambda pair: pair[0])
    return Ballot(tuple(project for project, _ in pairs), tuple(points for _, points in pairs))


@dataclass(frozen=True, slots=True)
class Election:
    """A vote on a budget, ready to be counted.

    `budget` and costs are in the same unit, exact. `ballots` are pairs of ballot and how often it was cast, empty
    ballots included (they hold a share of the budget). `default_score` is what a scoring ballot gives to projects it
    does not name. `minimum_support` (votes, points or Borda points) is what a project needs to be funded at all.
    `meta` keeps the file's other statements. Raises ElectionError if these contradict each other.
    """

    budget: Number
    projects: Mapping[str, Project]
    ballots: Sequence[tuple[Ballot, int]]
    vote_type: VoteType = VoteType.APPROVAL
    default_score: Number = 0
    minimum_support: Number | None = None
    meta: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        budget: Number,
        projects: Iterable[Project],
        ballots: Iterable[Ballot],
        vote_type: VoteType = VoteType.APPROVAL,
        *,
        meta: Mapping[str, str] | None = None,
    ) -> Self:
        """An election from a site's own projects and its ballots one by one, which are grouped here."""
        grouped = Counter(canonical(ballot, vote_type) for ballot in ballots)
        return cls(
            budget, {project.id: project for project in projects}, sorted(grouped.items()), vote_type, meta=meta or {}
        )

    def __post_init__(self) -> None:
        """Refuse what no rule could count."""
        if self.budget < 0:
            raise ElectionError("The budget is negative.")
        for key, project in self.projects.items():
            if key != project.id or not key or project.cost < 0:
                raise ElectionError(f"Project {key!r} has another id, an empty one, or a negative cost.")
        for ballot, times in self.ballots:
            self._check(ballot, times)

    def _check(self, ballot: Ballot, times: int) -> None:
        names = ballot.projects
        if times < 1:
            raise ElectionError(f"A ballot is cast {times} times.")
        if len(set(names)) != len(names):
            raise ElectionError(f"A ballot names a project twice: {names}.")
        if any(name not in self.projects for name in names):
            raise ElectionError(f"A ballot names a project that is not in the election: {names}.")
        if len(ballot.points) != (len(names) if self.vote_type.has_points else 0):
            raise ElectionError(f"A ballot has {len(ballot.points)} points for {len(names)} projects: {names}.")

    @property
    def voters(self) -> int:
        """How many ballots were cast."""
        return sum(times for _, times in self.ballots)

    @property
    def official(self) -> frozenset[str] | None:
        """The ids that the file marks as funded; None where it marks none or says nothing."""
        marked = frozenset(project.id for project in self.projects.values() if project.selected == 1)
        return marked or None
