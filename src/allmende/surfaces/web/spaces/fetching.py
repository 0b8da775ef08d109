"""A space by its address, within the community that was asked for."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from allmende.commons.spaces.models import OldSlug, Space


class Moved(Exception):
    """The space stands at another address now."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def seen_spaces(request: HttpRequest) -> QuerySet[Space]:
    """The spaces of this community that the reader sees, the community among them."""
    rows: QuerySet[Space] = Space.objects.visible_to(request.actor)
    return rows.filter(Q(id=request.space.id) | Q(root=request.space.id)).select_related("audience", "root", "author")


def get_space(request: HttpRequest, slug: str) -> Space:
    """Return a space that the reader sees, its look laid over the page; raises Moved for an earlier address, or Http404."""
    space = seen_spaces(request).filter(slug=slug).first()
    if space is None:
        known_as = OldSlug.objects.filter(slug=slug)  # house: an old name only leads to what the reader sees
        moved = seen_spaces(request).filter(id__in=known_as.values("space")).first()
        if moved is None:
            raise Http404
        raise Moved(reverse("space", args=[moved.slug]))
    request.place = space
    return space
