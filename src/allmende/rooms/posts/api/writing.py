"""Writing posts, sharing them now or later, taking them back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from allmende.commons.spaces.queries import body_in
from allmende.commons.things.shapes import LAYERS
from allmende.foundation.api import Made, unchanged
from allmende.foundation.verdicts import require
from allmende.rooms.posts import commands
from allmende.rooms.posts.api.reading import post_at, router, shown, space_at
from allmende.rooms.posts.api.shapes import PollIn, PostDraftIn, PostIn, PostOut, PostPatch, Publication
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.queries import post_url
from allmende.rooms.posts.rules import may_change


@router.posts("/posts", Made)
def share_post(request: HttpRequest, post: PostIn) -> Any:
    """Share a post, now or at a moment to come.

    Whole or not at all: nothing is kept of what is refused.
    """
    actor, place = request.actor, space_at(request, post.space)
    made = commands.share_post(
        actor, place, LAYERS[post.layer], poll=_poll(post.poll), at=post.at, behalf=body_in(actor, post.body), **_content(post)
    )  # fmt: skip
    return _made(made)


@router.posts("/posts/drafts", Made)
def draft_post(request: HttpRequest, post: PostDraftIn) -> Any:
    """Begin a post that only you see; pictures and files are added to it as to any thing."""
    actor, place = request.actor, space_at(request, post.space)
    made = commands.draft_post(actor, place, behalf=body_in(actor, post.body), **_content(post))
    if post.poll:
        commands.set_poll(actor, made, _poll(post.poll))
    return _made(made)


@router.changes("/posts/{uuid:key}", PostOut)
def patch_post(request: HttpRequest, key: UUID, sent: PostPatch) -> Any:
    """Change your post.

    What was shared stays complete, and what it said before is kept as a version.
    """
    post = post_at(request, key)
    require(may_change(request.actor, post))
    unchanged(request, post.revision)
    commands.save_post(request.actor, post, post.revision, **_content(sent))
    return shown(request, post_at(request, key))


@router.posts("/posts/{uuid:key}/publication", Made)
def publish_post(request: HttpRequest, key: UUID, sent: Publication) -> Any:
    """Share your draft, now or at a moment to come; what waits can be sent anew."""
    post = post_at(request, key)
    if sent.at:
        return _made(commands.send_post(request.actor, post, LAYERS[sent.layer], at=sent.at))
    return _made(commands.publish_post(request.actor, post, LAYERS[sent.layer]))


@router.removes("/posts/{uuid:key}/publication")
def take_back_post(request: HttpRequest, key: UUID) -> None:
    """Take your post back before it goes out: it is a draft again."""
    commands.take_back(request.actor, post_at(request, key))


def _content(sent: PostIn | PostDraftIn | PostPatch) -> dict[str, Any]:
    content = sent.model_dump(exclude_unset=True, include={"text", "heading", "language"})
    return {name: value for name, value in content.items() if value is not None}


def _poll(poll: PollIn | None) -> commands.PollText | None:
    return commands.PollText(poll.question, tuple(poll.answers), poll.has_several, poll.closes) if poll else None


def _made(post: Post) -> dict[str, Any]:
    return {"id": post.id, "url": post_url(post.id)}
