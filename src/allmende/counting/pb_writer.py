"""Write an election as a PaBuLib .pb file, so that others can recompute what a site has published."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, TextIO

from allmende.counting.ballots import Ballot, Election, ElectionError, VoteType, canonical
from allmende.counting.numbers import number_text
from allmende.counting.result import Result

_FIRST: Final = ("description", "country", "unit", "district", "subunit", "instance")
# Line breaks of any kind (Python's and Unicode's) and zero bytes: one row is one line, for every reader.
_BREAKS: Final = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029\0]+")
_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")


def write_pb(election: Election, target: TextIO, result: Result | None = None) -> None:
    """Write META, PROJECTS and VOTES; with a result also the columns votes, score and selected.

    Ballots are sorted and voters numbered from 1, so that the file says nothing about who voted or when. `target` must
    take UTF-8 and leave line ends alone (`newline=""`). Raises ElectionError for project ids that no reader could tell apart.
    """
    target.writelines(pb_lines(election, result))


def pb_lines(election: Election, result: Result | None = None) -> Iterator[str]:
    """The lines of the file, one by one, with their line ends."""
    for project in election.projects:
        if not project or "," in project or project != _one_line(project):
            raise ElectionError(
                f"The project id {project!r} can't be written: it has a comma, spaces around it or a line break."
            )
    yield from _meta(election)
    yield from _projects(election, result)
    yield from _votes(election)


def _meta(election: Election) -> Iterator[str]:
    facts = {key: value for key, value in election.meta.items() if key in _FIRST}
    facts |= {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.voters),
        "budget": number_text(election.budget),
        "vote_type": election.vote_type.value,
    }
    if election.vote_type is VoteType.SCORING:
        facts["default_score"] = number_text(election.default_score)
    if election.minimum_support is not None:
        facts["min_project_score_threshold"] = number_text(election.minimum_support)
    facts |= {key: value for key, value in election.meta.items() if key not in facts}
    yield "META\nkey;value\n"
    for key, value in facts.items():
        yield _row((key, value))


def _projects(election: Election, result: Result | None) -> Iterator[str]:
    outcomes = {outcome.id: outcome for outcome in result.projects} if result is not None else {}
    counted = (["votes"] if result is not None else []) + (
        ["score"] if result is not None and election.vote_type.has_points else []
    )
    extra = dict.fromkeys(key for project in election.projects.values() for key in project.extra if key not in counted)
    marked = result is not None or any(project.selected is not None for project in election.projects.values())
    yield "PROJECTS\n"
    yield _row(["project_id", "cost", *counted, "name", *extra, *(["selected"] if marked else [])])
    for project in election.projects.values():
        cells = [project.id, number_text(project.cost)]
        outcome = outcomes.get(project.id)
        if outcome is not None:
            cells += [number_text(value) for value in (outcome.votes, outcome.support)[: len(counted)]]
        cells += [project.name, *(project.extra.get(key, "") for key in extra)]
        if outcome is not None:
            cells.append("1" if outcome.selected else "0")
        elif marked:
            cells.append("" if project.selected is None else str(project.selected))
        yield _row(cells)


def _votes(election: Election) -> Iterator[str]:
    yield "VOTES\n"
    points = election.vote_type.has_points
    yield _row(["voter_id", "vote", *(["points"] if points else [])])
    voter = 0
    grouped: list[tuple[Ballot, int]] = [
        (canonical(ballot, election.vote_type), times) for ballot, times in election.ballots
    ]
    for ballot, times in sorted(grouped):
        cells = [",".join(ballot.projects)]
        if points:
            cells.append(",".join(number_text(score) for score in ballot.points))
        tail = _row(cells)
        for _ in range(times):
            voter += 1
            yield f"{voter};{tail}"


def _row(cells: Iterable[str]) -> str:
    return ";".join(_cell(cell) for cell in cells) + "\n"


def _cell(text: str) -> str:
    text = _one_line(text)
    return '"' + text.replace('"', '""') + '"' if ";" in text or '"' in text else text


def _one_line(text: str) -> str:
    return _SURROGATES.sub("�", _BREAKS.sub(" ", text)).strip()
