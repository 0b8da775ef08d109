"""Read elections from PaBuLib .pb files, naming every problem with its line."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from allmende.counting.ballots import Election, Project, VoteType
from allmende.counting.numbers import MOST_DIGITS, NotANumber, Number, parse_number
from allmende.counting.pb_votes import Rules, Votes
from allmende.counting.problems import PbError, Problem
from allmende.counting.records import ENCODINGS, LIMITS, Limits, Lines, Stop, rows

type Row = tuple[int, list[str]]

TITLES: Final = ("META", "PROJECTS", "VOTES")
CORE: Final = ("num_projects", "num_votes", "budget", "vote_type")
_BOUNDS: Final = (
    ("min_length", "max_length", "min_sum_cost", "max_sum_cost")
    + ("min_points", "max_points", "min_sum_points", "max_sum_points")
)  # fmt: skip
_OTHER_NUMBERS: Final = ("default_score", "min_project_score_threshold")
_ROWS_LOST: Final = {"encoding_wrong", "quote_stray"}


def read_pb(
    source: BinaryIO | Path | bytes,
    *,
    encoding: str = "utf-8",
    limits: Limits = LIMITS,
    on_problem: Callable[[Problem], None] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Election:
    """Read a .pb file in one pass; raises PbError with all problems (up to `limits.problems`) if there are any.

    `encoding` is one of ENCODINGS. `on_problem` hears of each problem at once, `on_progress` of the bytes read so far.
    The format: https://pabulib.org/format and Faliszewski et al. 2023 (arXiv 2305.11035). Identical ballots are
    grouped while reading; what a file says about single voters (age, sex …) is left out.
    """
    if encoding not in ENCODINGS:
        raise ValueError(f"The encoding must be one of {', '.join(ENCODINGS)}.")
    if isinstance(source, Path):
        with source.open("rb") as file:
            return read_pb(file, encoding=encoding, limits=limits, on_problem=on_problem, on_progress=on_progress)
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    reading = _Reading(stream, encoding, limits, on_problem, on_progress)
    election = reading.election()
    if election is None:
        raise PbError(reading.problems)
    return election


class _Reading:
    """One pass through one file."""

    def __init__(
        self,
        stream: BinaryIO,
        encoding: str,
        limits: Limits,
        on_problem: Callable[[Problem], None] | None,
        on_progress: Callable[[int], None] | None,
    ) -> None:
        self.limits = limits
        self.on_problem = on_problem
        self.problems: list[Problem] = []
        self.lines = Lines(stream, self.report, encoding, limits, on_progress)
        self.rows = rows(self.lines)
        self.meta: dict[str, str] = {}
        self.meta_lines: dict[str, int] = {}
        self.projects: dict[str, Project] = {}
        self.misfits = 0  # rows of the present section that were kept out
        self.complete = False  # whether every project could be read

    def report(self, problem: Problem) -> None:
        """Keep a problem, tell of it, and stop reading when there are too many."""
        if len(self.problems) == self.limits.problems:
            problem = Problem("too_many_problems", problem.line, {"limit": self.limits.problems})
        self.problems.append(problem)
        if self.on_problem is not None:
            self.on_problem(problem)
        if problem.code == "too_many_problems":
            raise Stop

    def complain(self, code: str, line: int | None, **params: str | int) -> None:
        """Report a problem by its code."""
        self.report(Problem(code, line, params))

    def election(self) -> Election | None:
        """What the file says, or None if there was any problem."""
        try:
            return self._election()
        except Stop:
            return None

    def _election(self) -> Election | None:
        self.lines.refuse_too_large()
        first = next(self.rows, None)
        if first is None:
            if not self.problems:
                self.complain("file_empty", None)
            return None
        if _title(first[1]) != "META":
            self.complain("section_expected", first[0], section="META", found=first[1][0])
            return None
        self._read_meta()
        numbers = self._meta_numbers()
        vote_type = self._vote_type()
        if not self._read_projects(numbers):
            return None
        rules = Rules(numbers, self.meta_lines, vote_type or VoteType.APPROVAL)
        votes = Votes(self.projects, rules, self.report, self.limits, complete=self.complete)
        columns = self._columns("VOTES", votes.columns if vote_type else ("voter_id",))
        if columns is None or vote_type is None:
            return None
        votes.take(self._section("VOTES", len(columns)), columns)
        self._check_count("num_votes", "votes_miscounted", numbers, votes.rows + self.misfits)
        if self.problems:
            return None
        return Election(
            budget=numbers["budget"],
            projects=self.projects,
            ballots=votes.grouped(),
            vote_type=vote_type,
            default_score=numbers.get("default_score", 0) if vote_type is VoteType.SCORING else 0,
            minimum_support=numbers.get("min_project_score_threshold"),
            meta={key: value for key, value in self.meta.items() if key not in CORE},
        )

    def _section(self, title: str, columns: int) -> Iterator[Row]:
        """The rows of a section, up to the next title; rows with too few or too many cells are reported and kept out."""
        self.misfits = 0
        for line, cells in self.rows:
            found = _title(cells)
            if found is not None:
                if TITLES.index(found) == TITLES.index(title) + 1:
                    return
                repeated = TITLES.index(found) <= TITLES.index(title)
                self.complain("section_repeated" if repeated else "section_order", line, section=found)
                raise Stop
            if len(cells) != columns:
                self.misfits += 1
                self.complain("cells_wrong", line, found=len(cells), expected=columns)
            else:
                yield line, cells
        if title != "VOTES":
            self.complain("section_missing", None, section=TITLES[TITLES.index(title) + 1])
            raise Stop

    def _columns(self, section: str, needed: tuple[str, ...]) -> list[str] | None:
        """The column names of a section that has just begun; None if they won't do."""
        line, cells = next(self.rows, (None, [""]))
        if line is None or _title(cells) is not None:
            self.complain("header_missing", line, section=section)
            raise Stop
        columns = [cell.lower() for cell in cells]
        lacking = [name for name in needed if name not in columns]
        twice = sorted({name for name in columns if columns.count(name) > 1})
        for name in lacking:
            self.complain("column_missing", line, section=section, column=name)
        for name in twice:
            self.complain("column_repeated", line, column=name)
        return None if lacking or twice else columns

    def _read_meta(self) -> None:
        line, cells = next(self.rows, (None, [""]))
        if [cell.lower() for cell in cells[:2]] != ["key", "value"]:
            self.complain("meta_columns", line)
            raise Stop
        for line, cells in self.rows:
            found = _title(cells)
            if found == "PROJECTS":
                return
            if found is not None:
                self.complain("section_order" if found == "VOTES" else "section_repeated", line, section=found)
                raise Stop
            key, value = cells[0].lower(), ";".join(cells[1:]).rstrip(";")
            if not key or len(cells) < 2:
                self.complain("meta_value_missing", line)
            elif key in self.meta:
                self.complain("meta_repeated", line, key=key)
            else:
                self.meta[key], self.meta_lines[key] = value, line
        self.complain("section_missing", None, section="PROJECTS")
        raise Stop

    def _meta_numbers(self) -> dict[str, Number]:
        """Every number that META states and counting needs, those that are wrong left out and reported."""
        numbers: dict[str, Number] = {}
        for key in ("num_projects", "num_votes", "budget", *_BOUNDS, *_OTHER_NUMBERS):
            text = self.meta.get(key, "")
            if not text or text.lower() == "none" or (key in _BOUNDS and text.startswith("Auto-filled")):
                continue  # pabutools writes "Auto-filled max_sum_points" where it knows none
            value = self._number(
                text, key, self.meta_lines[key], signed=key in ("min_points", "max_points", *_OTHER_NUMBERS)
            )
            if value is not None:
                numbers[key] = value
        for key in ("num_projects", "num_votes", "min_length", "max_length"):
            if not isinstance(numbers.get(key, 0), int):
                self.complain("number_not_whole", self.meta_lines[key], field=key, value=self.meta[key])
                del numbers[key]
        if not self.meta.get("budget"):
            self.complain("meta_missing", self.meta_lines.get("budget"), key="budget")
        elif numbers.get("budget") == 0:
            self.complain("budget_not_positive", self.meta_lines["budget"])
        if numbers.get("num_votes", 0) > self.limits.votes:
            self.complain("too_many_votes", self.meta_lines["num_votes"], limit=self.limits.votes)
            raise Stop
        return numbers

    def _vote_type(self) -> VoteType | None:
        text = self.meta.get("vote_type", "")
        if not text:
            self.complain("meta_missing", self.meta_lines.get("vote_type"), key="vote_type")
        elif text.lower() not in list(VoteType):
            self.complain("vote_type_unknown", self.meta_lines["vote_type"], value=text, known=", ".join(VoteType))
        else:
            return VoteType(text.lower())
        return None

    def _read_projects(self, numbers: dict[str, Number]) -> bool:
        """Read the section; False if it can't be used."""
        columns = self._columns("PROJECTS", ("project_id", "cost"))
        if columns is None:
            return False
        lines: dict[str, int] = {}
        found = 0
        for line, cells in self._section("PROJECTS", len(columns)):
            found += 1
            project = self._project(dict(zip(columns, cells, strict=True)), line)
            if project is None:
                continue
            if project.id in lines:
                self.complain("project_repeated", line, project=project.id, first=lines[project.id])
            elif len(lines) == self.limits.projects:
                self.complain("too_many_projects", line, limit=self.limits.projects)
                raise Stop
            else:
                lines[project.id] = line
                self.projects[project.id] = project
        if not lines and not self.problems:
            self.complain("projects_none", None)
        self._check_count("num_projects", "projects_miscounted", numbers, found + self.misfits)
        self.complete = found == len(lines) and not self.misfits and not self._rows_lost()
        return True

    def _project(self, cells: dict[str, str], line: int) -> Project | None:
        key, cost_text = cells.pop("project_id"), cells.pop("cost")
        if not key:
            self.complain("project_id_missing", line)
            return None
        if "," in key:
            self.complain("project_id_comma", line, project=key)
            return None
        if not cost_text or cost_text.lower() == "none":
            self.complain("cost_missing", line, project=key)
        cost = self._number(cost_text, "cost", line) if cost_text and cost_text.lower() != "none" else None
        name, selected = cells.pop("name", ""), cells.pop("selected", "")
        marked = int(selected) if selected.isascii() and selected.isdigit() and len(selected) == 1 else None
        return Project(key, 0 if cost is None else cost, name, marked, cells)

    def _number(self, text: str, name: str, line: int, *, signed: bool = False) -> Number | None:
        try:
            value = parse_number(text)
        except NotANumber as wrong:
            self.complain(wrong.code, line, field=name, value=text, limit=MOST_DIGITS)
            return None
        if value < 0 and not signed:
            self.complain("number_negative", line, field=name, value=text)
            return None
        return value

    def _check_count(self, key: str, code: str, numbers: dict[str, Number], found: int) -> None:
        """Compare a declared count with what was found, unless rows were lost for another reason."""
        if self._rows_lost():
            return
        if key in numbers and numbers[key] != found:
            self.complain(code, self.meta_lines[key], declared=self.meta[key], found=found)

    def _rows_lost(self) -> bool:
        return any(problem.code in _ROWS_LOST for problem in self.problems)


def _title(cells: list[str]) -> str | None:
    """The section that this row opens, if it is a title (spreadsheets pad titles with empty cells)."""
    name = cells[0].upper()
    return name if name in TITLES and not any(cells[1:]) else None
