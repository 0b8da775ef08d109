"""A space by its address, within the community that was asked for."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import space_at
from allmende.commons.things.models import sees
from allmende.foundation.kept import kept, own_copy
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


def look_at_space(request: HttpRequest, slug: str) -> Space:
    """Return a space to show, as `get_space` does: read once for all readers, each of whose right is asked."""
    root, reader = request.space, request.actor
    space = kept(("space at", root.id, slug), lambda: space_at(root.id, slug), house=True)
    if space is None or reader.bound or not sees(reader, space.audience_id, space.space_id, space.id):
        return get_space(request, slug)
    request.place = own_copy(space)
    return request.place
