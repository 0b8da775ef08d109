"""Posts: the list, one by itself, what it said before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query

from allmende.commons.files.queries import shown_with
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import is_slug
from allmende.commons.things.shapes import layer_name, picture, who
from allmende.commons.versions.queries import versions_of
from allmende.foundation.api import AFTER, LIMIT, Area, Operations, Page, paged
from allmende.rooms.posts.api.shapes import PostCardOut, PostOut, PostVersionOut
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.queries import PollView, PostCard, find_post, polls_of, post_url, posts_in, posts_page

router = Operations(Area("posts", _("Posts"), _("What members share: posts, drafts, polls."), in_spaces=True))


def post_at(request: HttpRequest, key: UUID) -> Post:
    """The post that the caller sees; raises Http404."""
    found = find_post(request.actor, key)
    if found is None:
        raise Http404
    return found


def space_at(request: HttpRequest, slug: str) -> Space:
    """The space of this community that the caller sees; the community itself without a slug. Raises Http404."""
    if not slug:
        return request.space
    rows = Space.objects.visible_to(request.actor).select_related("audience", "root")
    found: Space | None = rows.filter(slug=slug).first() if is_slug(slug) else None
    if found is None or request.space.id not in {found.id, found.root_id}:
        raise Http404
    return found


@router.reads("/posts", Page[PostCardOut])
def list_posts(
    request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT,
    space: str = Query("", max_length=60, description="The slug of a space; without one, the whole community."),
) -> Any:  # fmt: skip
    """List the posts that you see, the newest first; guests see what is public."""
    place = space_at(request, space)
    is_root = place.id == request.space.id
    found = (posts_page if is_root else posts_in)(request.actor, place, after, limit)
    return paged(request, response, [_card(request, card) for card in found.cards], found.next)


@router.reads("/posts/{uuid:key}", PostOut)
def get_post(request: HttpRequest, key: UUID) -> Any:
    """Read a post."""
    return shown(request, post_at(request, key))


@router.reads("/posts/{uuid:key}/versions", Page[PostVersionOut])
def list_post_versions(
    request: HttpRequest,
    response: HttpResponse,
    key: UUID,
    after: int | None = Query(None, ge=1, le=2**31 - 1),
    limit: int = LIMIT,
) -> Any:
    """List what a post said before, the latest first."""
    rows = versions_of(post_at(request, key).id, after, limit)
    found = [
        {"number": row.number, "author": who(row.author), "at": row.at, "heading": row.snapshot["heading"], "text": row.snapshot["text"]}
        for row in rows[:limit]
    ]  # fmt: skip
    return paged(request, response, found, rows[limit - 1].number if len(rows) > limit else None)


def shown(request: HttpRequest, post: Post) -> dict[str, Any]:
    """A post as the API says it."""
    pictures = shown_with(post.id).pictures
    poll = polls_of(request.actor, [post.id]).get(post.id)
    return {
        "id": post.id, "url": request.build_absolute_uri(post_url(post.id)), "heading": post.heading, "text": post.text,
        "language": post.language, "layer": layer_name(post.layer), "state": post.state, "due": post.due,
        "hindrance": post.hindrance, "space": post.place.slug, "author": who(post.author),
        "pictures": [picture(each) for each in pictures], "poll": poll_shown(poll) if poll else None, "version": post.revision,
    }  # fmt: skip


def poll_shown(poll: PollView) -> dict[str, Any]:
    """A poll as the API says it."""
    answers = [
        {"number": one.number, "text": one.text, "is_mine": one.is_mine, "votes": one.votes} for one in poll.answers
    ]
    return {
        "question": poll.question, "has_several": poll.has_several, "closes": poll.closes, "is_closed": poll.is_closed,
        "voters": poll.voters, "answers": answers,
    }  # fmt: skip


def _card(request: HttpRequest, card: PostCard) -> dict[str, Any]:
    return {
        "id": card.id, "url": request.build_absolute_uri(card.url), "heading": card.heading, "summary": card.summary,
        "language": card.language, "layer": layer_name(card.layer), "place": card.place,
        "author": {"handle": card.handle, "name": card.author}, "body": card.behalf or None, "published": card.at,
        "comments": card.comments, "pictures": [picture(each) for each in card.pictures],
    }  # fmt: skip
