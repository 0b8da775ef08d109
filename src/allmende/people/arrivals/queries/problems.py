"""Problems of a file in words: what is wrong, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.foundation.tables import FAULTS, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from allmende.people.arrivals.queries.columns import FIELDS
from allmende.people.arrivals.queries.lines import Problem

SENTENCES = {
    **FAULTS,
    "empty": gettext_lazy("This file is empty. Choose one with a line for each person."),
    "too_many": gettext_lazy("More than %(most_rows)s people. Split the file, and bring in one part after the other."),
    "too_wide": gettext_lazy("More than %(most_columns)s columns. Delete those that aren't about people."),
    "no_name_column": gettext_lazy(
        "None of the columns is called “Name”. Found: %(value)s. Name one of them, or choose it below."
    ),
    "no_name": gettext_lazy("No name. Write one with at least one letter."),
    "long_name": gettext_lazy("The name is longer than 120 characters. Shorten it."),
    "no_email": gettext_lazy("“%(value)s” is no e-mail address. Correct it, or leave the cell empty."),
    "unknown_language": gettext_lazy("“%(value)s” is no language of this house. Write de, en or it."),
    "unknown_role": gettext_lazy(
        "“%(value)s” is no role that a file can give. Write member, newcomer or host; curators are named by hand."
    ),
    "unknown_space": gettext_lazy("There is no space “%(value)s” here. Write its name or its address as it is."),
    "long_about": gettext_lazy("%(value)s characters about a person; 600 at most. Shorten it."),
    "twice_mail": gettext_lazy("The same address as in line %(value)s. Delete one of the two lines."),
    "twice_id": gettext_lazy("The same number as in line %(value)s. Each person has a number of their own."),
    "twice_name": gettext_lazy(
        "The same name as in line %(value)s, and neither address nor number to tell them apart."
    ),
    "refused": gettext_lazy("%(value)s"),
}


def in_words(problem: Problem) -> str:
    """Return what is wrong and what to do, without its line."""
    figures = {
        "value": problem.value, "most_rows": f"{MOST_ROWS:,}", "most_columns": MOST_COLUMNS, "longest": f"{LONGEST_CELL:,}"
    }  # fmt: skip
    return str(SENTENCES.get(problem.code, SENTENCES["no_text"])) % figures


def column_name(problem: Problem) -> str:
    """Return what the column is called in which the problem stands."""
    return str(FIELDS.get(problem.column, problem.column))


def as_sentence(problem: Problem) -> str:
    """Return a problem in one line: where it is, what is wrong, what to do."""
    said = in_words(problem)
    if problem.line is None:
        return said
    if column := column_name(problem):
        return _("Line %(line)s, %(column)s: %(problem)s") % {"line": problem.line, "column": column, "problem": said}
    return _("Line %(line)s: %(problem)s") % {"line": problem.line, "problem": said}
