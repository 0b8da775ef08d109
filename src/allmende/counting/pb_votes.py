"""The VOTES of a .pb file: rows to grouped ballots, held against what META allows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from allmende.counting.ballots import Ballot, Project, VoteType, canonical
from allmende.counting.numbers import MOST_DIGITS, NotANumber, Number, number_text, parse_number
from allmende.counting.problems import Problem
from allmende.counting.records import Limits, Report, Stop

_REMEMBERED: Final = 20_000  # texts of votes seen before, so that the common ones are read once


@dataclass(frozen=True, slots=True)
class Rules:
    """What META allows on a ballot (`numbers`), and the line where it says so (`lines`)."""

    numbers: Mapping[str, Number]
    lines: Mapping[str, int]
    vote_type: VoteType

    def breaches(self, ballot: Ballot, projects: Mapping[str, Project]) -> Iterator[tuple[str, Number, Number, int]]:
        """The rules that a ballot breaks: code, what was found, what is allowed, the rule's line."""
        length = len(ballot.projects)
        if self.vote_type is VoteType.CHOOSE_ONE and length > 1:
            yield "too_long", length, 1, self.lines["vote_type"]
        yield from self._outside("length", ("too_short", "too_long"), length, length)
        if "min_sum_cost" in self.numbers or "max_sum_cost" in self.numbers:
            cost = sum(projects[project].cost for project in ballot.projects)
            yield from self._outside("sum_cost", ("cost_too_low", "cost_too_high"), cost, cost)
        if ballot.points:
            total = sum(ballot.points)
            yield from self._outside(
                "points", ("points_too_low", "points_too_high"), min(ballot.points), max(ballot.points)
            )
            yield from self._outside("sum_points", ("sum_too_low", "sum_too_high"), total, total)

    def _outside(
        self, name: str, codes: tuple[str, str], least: Number, most: Number
    ) -> Iterator[tuple[str, Number, Number, int]]:
        lowest, highest = self.numbers.get(f"min_{name}"), self.numbers.get(f"max_{name}")
        if lowest is not None and least < lowest:
            yield codes[0], least, lowest, self.lines[f"min_{name}"]
        if highest is not None and most > highest:
            yield codes[1], most, highest, self.lines[f"max_{name}"]


class Votes:
    """Takes the rows of the section one by one and groups identical ballots."""

    def __init__(
        self, projects: Mapping[str, Project], rules: Rules, report: Report, limits: Limits, *, complete: bool = True
    ) -> None:
        """`complete` tells whether `projects` are all; where some could not be read, unknown ones are no news."""
        self.projects = projects
        self.rules = rules
        self.report = report
        self.limits = limits
        self.complete = complete
        self.rows = 0
        self.entries = 0
        self.ids = {project: project for project in projects}  # one string per project, however often it is named
        self.counts: dict[Ballot, int] = {}
        self.known: dict[tuple[str, str], Ballot] = {}
        self.points: dict[str, Number] = {}
        points = ("points",) if rules.vote_type.has_points else ()
        self.columns = ("voter_id", "vote", *points)

    def complain(self, code: str, line: int | None, **params: str | int) -> None:
        """Report a problem by its code."""
        self.report(Problem(code, line, params))

    def take(self, rows: Iterator[tuple[int, list[str]]], columns: list[str]) -> None:
        """Read all rows. Voters are remembered by a 64-bit hash: a million of them fit into a fraction of the memory."""
        voter_at, vote_at = columns.index("voter_id"), columns.index("vote")
        points_at = columns.index("points") if self.rules.vote_type.has_points else None
        voters: set[int] = set()
        for line, cells in rows:
            self.rows += 1
            voter = cells[voter_at]
            key = hash(voter)
            if not voter:
                self.complain("voter_id_missing", line)
            elif key in voters:
                self.complain("voter_repeated", line, voter=voter)
            elif self.rows > self.limits.votes:
                self.complain("too_many_votes", line, limit=self.limits.votes)
                raise Stop
            else:
                voters.add(key)
            self._vote(line, cells[vote_at], "" if points_at is None else cells[points_at])

    def grouped(self) -> list[tuple[Ballot, int]]:
        """The different ballots and how often each was cast, in an order that says nothing about the voters."""
        return sorted(self.counts.items())

    def _vote(self, line: int, vote: str, points: str) -> None:
        ballot = self.known.get((vote, points))
        if ballot is None:
            ballot = self._ballot(line, vote, points)
            if ballot is None:
                return
            if len(self.known) < _REMEMBERED:
                self.known[vote, points] = ballot
        times = self.counts.get(ballot, 0)
        self.counts[ballot] = times + 1
        if times == 0:
            self.entries += len(ballot.projects) + len(ballot.points)
            if len(self.counts) > self.limits.different or self.entries > self.limits.entries:
                self.complain("too_many_different", line)
                raise Stop

    def _ballot(self, line: int, vote: str, points: str) -> Ballot | None:
        projects = self._projects(line, vote)
        scores = self._scores(line, points) if self.rules.vote_type.has_points else ()
        if projects is None or scores is None:
            return None
        if self.rules.vote_type.has_points and len(scores) != len(projects):
            self.complain("points_miscounted", line, points=len(scores), projects=len(projects))
            return None
        ballot = canonical(Ballot(projects, scores), self.rules.vote_type)
        breaches = list(self.rules.breaches(ballot, self.projects))
        for code, found, limit, rule in breaches:
            self.complain(code, line, found=number_text(found), limit=number_text(limit), rule=rule)
        return None if breaches else ballot

    def _projects(self, line: int, vote: str) -> tuple[str, ...] | None:
        if not vote or (vote.lower() == "none" and vote not in self.ids):
            return ()
        names = [name.strip() for name in vote.split(",")]
        found = [self.ids[name] for name in names if name in self.ids]
        if len(found) < len(names):
            name = next(name for name in names if name not in self.ids)
            if self.complete or not name:
                self.complain("project_unknown" if name else "project_name_empty", line, project=name)
            return None
        if len(set(found)) < len(found):
            name = next(name for name in found if found.count(name) > 1)
            self.complain("project_named_twice", line, project=name)
            return None
        return tuple(found)

    def _scores(self, line: int, points: str) -> tuple[Number, ...] | None:
        if not points or points.lower() == "none":
            return ()
        scores = []
        for text in points.split(","):
            score = self.points.get(text)
            if score is None:
                try:
                    score = self.points[text] = parse_number(text.strip())
                except NotANumber as wrong:
                    self.complain(wrong.code, line, field="points", value=text.strip(), limit=MOST_DIGITS)
                    return None
            if score < 0 and self.rules.vote_type is VoteType.CUMULATIVE:
                self.complain("number_negative", line, field="points", value=text.strip())
                return None
            scores.append(score)
        return tuple(scores)
