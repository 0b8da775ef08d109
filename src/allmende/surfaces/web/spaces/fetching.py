"""A space by its address, within the community that was asked for."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from allmende.commons.spaces.models import Space
from allmende.surfaces.web.spaces.queries import once_at


def seen_spaces(request: HttpRequest) -> QuerySet[Space]:
    """The spaces of this community that the reader sees, the community among them."""
    rows: QuerySet[Space] = Space.objects.visible_to(request.actor)
    return rows.filter(Q(id=request.space.id) | Q(root=request.space.id)).select_related("audience", "root", "author")


def get_space(request: HttpRequest, slug: str) -> Space:
    """Return a space that the reader sees, also by an earlier address, its look laid over the page; raises Http404."""
    space = seen_spaces(request).filter(slug=slug).first()
    if space is None:
        space = get_object_or_404(seen_spaces(request), id__in=once_at(slug))
    request.place = space
    return space
