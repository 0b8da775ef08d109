"""Problems of a file in words: what is wrong, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.people.arrivals.queries.columns import FIELDS
from allmende.people.arrivals.queries.lines import Problem
from allmende.people.arrivals.queries.sheets import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS

SENTENCES = {
    "empty": gettext_lazy("This file is empty. Choose one with a line for each person."),
    "old_excel": gettext_lazy("This is an old Excel file (.xls). Save it as .xlsx or CSV and choose it again."),
    "no_workbook": gettext_lazy("This Excel file is damaged. Open it, save it again, and choose it once more."),
    "no_text": gettext_lazy("This is no CSV or Excel file. Save your table as CSV (UTF-8) or .xlsx."),
    "bomb": gettext_lazy("This Excel file unpacks to more than we open. Save the table alone as CSV."),
    "too_many": gettext_lazy("More than %(most_rows)s people. Split the file, and bring in one part after the other."),
    "too_wide": gettext_lazy("More than %(most_columns)s columns. Delete those that aren't about people."),
    "long_cell": gettext_lazy("A cell with more than %(longest)s characters. Shorten it."),
    "quotes": gettext_lazy("A quotation mark that begins here doesn't end. Close it, or write it twice inside a cell."),
    "formula": gettext_lazy("A formula: “%(value)s”. Put its result there as text."),
    "no_name_column": gettext_lazy(
        "None of the columns is called “Name”. Found: %(value)s. Name one of them, or choose it below."
    ),
    "too_many_cells": gettext_lazy(
        "%(value)s cells, more than there are headings. Put quotation marks around a comma."
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
