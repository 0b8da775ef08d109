"""Fetching what a page is about: always through `visible_to`; what one can't see isn't there."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import is_slug
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.queries import find_post


def get_post(request: HttpRequest, key: UUID) -> Post:
    """Return a post that the reader sees; raises Http404."""
    post = find_post(request.actor, key)
    if post is None:
        raise Http404
    return post


def get_place(request: HttpRequest) -> Space:
    """Return the space that an address names by `in`, and the reader sees; the community without one. Raises Http404."""
    slug = request.GET.get("in", "")
    if not slug:
        return request.space
    rows = Space.objects.visible_to(request.actor).select_related("audience", "root").filter(slug=slug)
    found: Space | None = rows.first() if is_slug(slug) else None
    if found is None or request.space.id not in {found.id, found.root_id}:
        raise Http404
    return found


def number_from(text: str, most_digits: int = 9) -> int | None:
    """Return a number that a form brought; None for anything else (superscripts are digits too)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most_digits else None
