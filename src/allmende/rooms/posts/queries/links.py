"""Where posts stand."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from allmende.foundation.addresses import address_of


def post_url(key: UUID) -> str:
    """The page of a post."""
    return address_of("posts:post", key)


def post_urls(things: Sequence[UUID]) -> dict[UUID, str]:
    """The pages of many posts."""
    return {key: post_url(key) for key in things}
