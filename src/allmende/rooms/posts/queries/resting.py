"""What rests of posts when their space is archived, told in numbers before anyone does it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import ngettext

from allmende.rooms.posts.models import Post, PostState


def resting(spaces: list[UUID]) -> Iterator[str]:
    """Say how many posts are about to go out in these spaces; one statement."""
    if waiting := Post.objects.filter(place__in=spaces, state=PostState.WAITING).count():
        yield ngettext(
            "%(n)d post has a time at which it goes out: it waits until the space is reopened.",
            "%(n)d posts have a time at which they go out: they wait until the space is reopened.", waiting,
        ) % {"n": waiting}  # fmt: skip
