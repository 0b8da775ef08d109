"""Polls as a reader sees them: the results only once they have voted, or the poll is closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allmende.foundation import clock
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Reader
from allmende.rooms.posts.models import Answer, Vote


@dataclass(frozen=True)
class AnswerView:
    """An answer; `votes` and `percent` (of those who voted) are None while the results are not the reader's to see."""

    number: int
    text: str
    is_mine: bool
    votes: int | None
    percent: int | None

    @property
    def tone(self) -> str:
        """The bar of one's own choice stands out."""
        return "sun" if self.is_mine else ""


@dataclass(frozen=True)
class PollView:
    """A poll as a reader sees it."""

    post: UUID
    question: str
    has_several: bool
    closes: datetime | None
    is_closed: bool
    voters: int
    has_voted: bool
    answers: tuple[AnswerView, ...]

    @property
    def is_told(self) -> bool:
        """Whether the results are shown."""
        return self.has_voted or self.is_closed


def polls_of(reader: Reader, posts: Iterable[UUID]) -> dict[UUID, PollView]:
    """Return the polls of posts that the reader sees; two statements, which are kept until something happens."""
    wanted = tuple(posts)
    rows = kept(("polls", wanted), lambda: _rows(wanted)) if wanted else []
    if not rows:
        return {}
    mine = set() if reader.is_guest else kept(("my votes", reader.id, wanted), lambda: set(_chosen(reader, wanted)))
    by_post: dict[UUID, list[Sequence[Any]]] = {}
    for row in rows:
        by_post.setdefault(row[0], []).append(row)
    return {post: _view(post, found, mine) for post, found in by_post.items()}


def _rows(posts: tuple[UUID, ...]) -> list[Sequence[Any]]:
    fields = ("poll__question", "poll__has_several", "poll__closes", "poll__voters", "id", "number", "text", "votes")
    return list(Answer.objects.filter(poll__in=posts).order_by("poll", "number").values_list("poll_id", *fields))


def _chosen(reader: Reader, posts: Iterable[UUID]) -> Iterable[int]:
    return Vote.objects.filter(voter_id=reader.id, answer__poll__in=posts).values_list("answer_id", flat=True)


def _view(post: UUID, rows: list[Sequence[Any]], mine: set[int]) -> PollView:
    _post, question, has_several, closes, voters = rows[0][:5]
    is_closed = closes is not None and closes <= clock.now()
    has_voted = any(row[5] in mine for row in rows)
    is_told = has_voted or is_closed
    answers = tuple(
        AnswerView(
            number, text, key in mine, votes if is_told else None,
            (round(100 * votes / voters) if voters else 0) if is_told else None,
        )
        for key, number, text, votes in (row[5:] for row in rows)
    )  # fmt: skip
    return PollView(post, question, has_several, closes, is_closed, voters, has_voted, answers)
