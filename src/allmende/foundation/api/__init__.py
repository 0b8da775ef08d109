"""What the operations of all apps share: who calls, how lists go on, what makes a repetition harmless, what a problem is."""

from allmende.foundation.api.callers import ScopeMissing
from allmende.foundation.api.operations import Operations
from allmende.foundation.api.paging import AFTER, LIMIT, MOST_PER_PAGE, Page, kept_page, paged
from allmende.foundation.api.schemas import Amount, Clock, Day, Fault, Flag, Input, Made, Moment, Problem, Whole
from allmende.foundation.api.versions import unchanged, validated, version_of
from allmende.foundation.areas import Area

__all__ = [
    "AFTER",
    "LIMIT",
    "MOST_PER_PAGE",
    "Amount",
    "Area",
    "Clock",
    "Day",
    "Fault",
    "Flag",
    "Input",
    "Made",
    "Moment",
    "Operations",
    "Page",
    "Problem",
    "ScopeMissing",
    "Whole",
    "kept_page",
    "paged",
    "unchanged",
    "validated",
    "version_of",
]
