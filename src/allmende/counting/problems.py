"""What can be wrong with a ballot file: a code, the line, the particulars, and an English sentence with the remedy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    # The file as a whole
    "file_empty": "The file is empty. Expected the sections META, PROJECTS and VOTES.",
    "file_too_large": "The file has more than %(limit)s bytes, the most that is read. Split it by district.",
    "file_binary": "This is not a text file (zero byte at byte %(position)s). Export it as plain text in UTF-8.",
    "file_utf16": "The file is in UTF-16. Save it as UTF-8.",
    "encoding_wrong": "Byte %(position)s of this line (0x%(byte)s) is not %(encoding)s. "
    "Save the file as UTF-8, or name its encoding (cp1250 or iso8859-2).",
    "line_too_long": "This line has more than %(limit)s bytes. Is a line break missing?",
    "quote_open": "A quotation mark is opened here and never closed. Close it, or double quotation marks inside text.",
    "quote_stray": "Text follows a closing quotation mark. Double quotation marks that belong to the text.",
    "too_many_problems": "Reading stopped here after %(limit)s problems. Correct them and try again.",
    # Sections
    "section_expected": 'Expected the section title "%(section)s", found "%(found)s".',
    "section_missing": "The section %(section)s is missing. Is the file cut off?",
    "section_repeated": "The section %(section)s stands here a second time. Keep one.",
    "section_order": "The section %(section)s comes too early. The order is META, PROJECTS, VOTES.",
    "header_missing": "The section %(section)s has no line with column names. Is the file cut off?",
    "column_missing": "The section %(section)s has no column %(column)s. Add it.",
    "column_repeated": "The column %(column)s stands twice. Keep one.",
    "cells_wrong": "This line has %(found)s columns, the section's title line has %(expected)s. "
    "Is the line cut off, or does text with a semicolon lack quotation marks?",
    # META
    "meta_columns": 'The column names of META must be "key;value".',
    "meta_value_missing": "Expected a key, a semicolon and a value.",
    "meta_repeated": "%(key)s stands twice in META. Keep one.",
    "meta_missing": "META lacks %(key)s. Add a line %(key)s;…",
    "budget_not_positive": "The budget must be greater than zero.",
    "vote_type_unknown": 'The vote_type "%(value)s" is unknown. Known are %(known)s.',
    "projects_miscounted": "num_projects says %(declared)s, but there are %(found)s projects. "
    "Correct the number; if projects are missing, the file is cut off.",
    "votes_miscounted": "num_votes says %(declared)s, but there are %(found)s votes. "
    "Correct the number; if votes are missing, the file is cut off.",
    # Numbers
    "number_invalid": '%(field)s is "%(value)s", which is not a number. Write digits only, such as 149000 or 149000.50.',
    "number_comma": '%(field)s is "%(value)s". Write decimals with a point and no separator: 149000.50.',
    "number_too_large": '%(field)s is "%(value)s", which has more than %(limit)s digits. Is it a slip?',
    "number_negative": "%(field)s is %(value)s. It cannot be less than zero.",
    "number_not_whole": "%(field)s is %(value)s. It must be a whole number.",
    # PROJECTS
    "project_id_missing": "The project_id is empty.",
    "project_id_comma": 'The project_id "%(project)s" holds a comma, so no vote can name it. Choose another.',
    "project_repeated": 'The project "%(project)s" stands already in line %(first)s. Project ids must be unique.',
    "cost_missing": 'The project "%(project)s" has no cost.',
    "too_many_projects": "There are more than %(limit)s projects, the most that is counted.",
    "projects_none": "There are no projects.",
    # VOTES
    "voter_id_missing": "The voter_id is empty.",
    "voter_repeated": 'The voter "%(voter)s" has voted in an earlier line. Voter ids must be unique.',
    "project_unknown": 'This vote names the project "%(project)s", which is not in PROJECTS.',
    "project_named_twice": 'This vote names the project "%(project)s" twice.',
    "project_name_empty": "This vote has an empty place between commas.",
    "points_miscounted": "This vote has %(points)s points for %(projects)s projects. Each project needs its points.",
    "too_short": "This vote names %(found)s projects, but min_length (line %(rule)s) asks for %(limit)s.",
    "too_long": "This vote names %(found)s projects, but max_length (line %(rule)s) allows %(limit)s.",
    "cost_too_low": "The projects of this vote cost %(found)s, but min_sum_cost (line %(rule)s) asks for %(limit)s.",
    "cost_too_high": "The projects of this vote cost %(found)s, but max_sum_cost (line %(rule)s) allows %(limit)s.",
    "points_too_low": "This vote gives %(found)s points to a project, but min_points (line %(rule)s) asks for %(limit)s.",
    "points_too_high": "This vote gives %(found)s points to a project, but max_points (line %(rule)s) allows %(limit)s.",
    "sum_too_low": "This vote gives %(found)s points in all, but min_sum_points (line %(rule)s) asks for %(limit)s.",
    "sum_too_high": "This vote gives %(found)s points in all, but max_sum_points (line %(rule)s) allows %(limit)s.",
    "too_many_votes": "There are more than %(limit)s votes, the most that is counted.",
    "too_many_different": "The votes are too many and too different to be counted in the memory allowed. Split the file by district.",
}

_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `code` and `params` for translation, the line it is on (None: the whole file)."""

    code: str
    line: int | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in English, without the line; quoted text is shortened and made printable."""
        return MESSAGES[self.code] % {key: _shown(value) for key, value in self.params.items()}

    def __str__(self) -> str:
        return self.message if self.line is None else f"line {self.line}: {self.message}"


class PbError(ValueError):
    """A ballot file that cannot be counted, with every problem found in it, in the order of its lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def _shown(value: str | int) -> str:
    text = "".join(char if char.isprintable() else "�" for char in str(value)[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
