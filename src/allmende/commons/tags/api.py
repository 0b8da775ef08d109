"""What programs read of tags."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema

from allmende.commons.tags.queries import TagView, tag_page, tags_lately
from allmende.commons.tags.words import slug_of
from allmende.commons.things.shapes import ThingLineOut, line_out
from allmende.commons.tokens.areas import FINDING
from allmende.foundation.api import AFTER, LIMIT, Operations, Page, paged

router = Operations(FINDING)


class TagOut(Schema):
    """A tag, and how often it was used lately by what you see."""

    slug: str = Field(examples=["garden"])
    name: str = Field(examples=["Garden"])
    url: str = Field(examples=["https://community.example/tags/garden/"])
    count: int


@router.reads("/tags", list[TagOut])
def list_tags(request: HttpRequest) -> Any:
    """List the tags in use now, the most used first."""
    return [_tag(request, tag) for tag in tags_lately(request.actor, request.space)]


@router.reads("/tags/{slug}/things", Page[ThingLineOut])
def list_tagged(
    request: HttpRequest, response: HttpResponse, slug: str, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List what bears a tag, the latest first; 404 where you see nothing that does."""
    found = tag_page(request.actor, request.space, slug_of(slug), after, limit)
    if found is None:
        raise Http404
    return paged(request, response, [line_out(request, line) for line in found.lines], found.next)


def _tag(request: HttpRequest, tag: TagView) -> dict[str, Any]:
    return {"slug": tag.slug, "name": tag.name, "url": request.build_absolute_uri(tag.url), "count": tag.count}
