"""What became of a comment, and where it comes from: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Care:
    """What a host or curator last did with a comment where it stands, who and why."""

    deed: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a comment was said that stands elsewhere now; without a title where its readers may not be those here."""

    thing: UUID
    title: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a comment was written that was not written here: by whom, where they are found, where it stands, on whose page."""

    name: str
    author_url: str
    url: str
    host: str
