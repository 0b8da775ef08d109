"""Polls: voting, and ending them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from allmende.rooms.posts import commands
from allmende.rooms.posts.api.reading import poll_shown, post_at, router
from allmende.rooms.posts.api.shapes import PollOut, VoteIn
from allmende.rooms.posts.queries import polls_of


@router.puts("/posts/{uuid:key}/vote", PollOut)
def vote_in_poll(request: HttpRequest, key: UUID, sent: VoteIn) -> Any:
    """Vote in the poll of a post, or change your vote; the answer shows the results."""
    commands.vote(request.actor, post_at(request, key), sent.answers)
    return poll_shown(polls_of(request.actor, [key])[key])


@router.posts("/posts/{uuid:key}/poll/closure")
def close_poll(request: HttpRequest, key: UUID) -> None:
    """End a poll of yours, or of a space you care for: everyone who sees the post sees its result then."""
    commands.close_poll(request.actor, post_at(request, key))
