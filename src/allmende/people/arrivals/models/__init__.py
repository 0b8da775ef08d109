"""What is kept of arrivals: imports and where each person came from, mailings, merges, and who acted for whom."""

from allmende.people.arrivals.models.acting import Acting, ActingConsent
from allmende.people.arrivals.models.imports import Arrival, ImportState, PeopleImport
from allmende.people.arrivals.models.mailings import Letter, LetterState, Mailing
from allmende.people.arrivals.models.merges import Merge, Moved

__all__ = [
    "Acting",
    "ActingConsent",
    "Arrival",
    "ImportState",
    "Letter",
    "LetterState",
    "Mailing",
    "Merge",
    "Moved",
    "PeopleImport",
]
