"""What is suggested for a contribution, as comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allmende.commons.files.queries import portrait_url
from allmende.commons.versions.queries import Op, word_diff
from allmende.foundation.kept import kept
from allmende.rooms.calls.models import Contribution, Suggestion, SuggestionState

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion as its page shows it: `is_stale` where the passage has changed since."""

    id: UUID
    author: str
    handle: str
    portrait: str
    pieces: list[tuple[Op, str]]
    passage: str
    replacement: str
    why: str
    state: str
    state_label: str
    made: datetime
    is_stale: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == SuggestionState.OPEN


def suggestions_of(contribution: Contribution) -> list[Suggested]:
    """Return what is suggested for a contribution that the reader sees, what waits first, then the latest. One statement."""
    rows = Suggestion.objects.filter(contribution=contribution).select_related("author").order_by("-made", "-id")
    shown = [
        Suggested(
            id=row.id, author=row.author.name, handle=row.author.handle, portrait=portrait_url(row.author.portrait),
            pieces=word_diff(row.passage, row.replacement), passage=row.passage, replacement=row.replacement, why=row.why,
            state=row.state, state_label=str(SuggestionState(row.state).label), made=row.made,
            is_stale=row.passage not in contribution.text,
        )
        for row in rows[:MOST_SHOWN]
    ]  # fmt: skip
    return sorted(shown, key=lambda one: not one.is_open)


def find_suggestion(contribution: Contribution, key: UUID) -> Suggestion | None:
    """Return a suggestion for a contribution that the reader sees; None where there is none."""
    found = Suggestion.objects.filter(id=key, contribution=contribution).first()
    if found is not None:
        found.contribution = contribution
    return found


def waiting_suggestions(contribution: UUID) -> int:
    """Return how many suggestions wait for an answer. Kept."""
    rows = Suggestion.objects.filter(contribution=contribution, state=SuggestionState.OPEN)
    return kept(("suggestions", contribution), rows.count)
