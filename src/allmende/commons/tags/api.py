"""What programs read of tags."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema

from allmende.commons.tags.queries import TagView, tag_page, tags_lately
from allmende.commons.tags.words import slug_of
from allmende.commons.things.lines import ThingLine
from allmende.commons.things.shapes import LayerName, layer_name
from allmende.commons.tokens.areas import FINDING
from allmende.foundation.api import AFTER, LIMIT, Operations, Page, paged

router = Operations(FINDING)


class TagOut(Schema):
    """A tag, and how often it was used lately by what you see."""

    slug: str = Field(examples=["garden"])
    name: str = Field(examples=["Garden"])
    url: str = Field(examples=["https://community.example/tags/garden/"])
    count: int


class ThingLineOut(Schema):
    """Something shared, in a line."""

    id: UUID
    kind: str = Field(examples=["contribution"])
    title: str = Field(examples=["A pond"])
    excerpt: str
    url: str
    layer: LayerName
    language: str = Field(examples=["en"])
    at: datetime


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


def line_out(request: HttpRequest, line: ThingLine) -> dict[str, Any]:
    """Return a line as the API says it."""
    return {
        "id": line.thing, "kind": line.kind, "title": line.title, "excerpt": line.excerpt, "url": request.build_absolute_uri(line.url),
        "layer": layer_name(line.layer), "language": line.language, "at": line.at,
    }  # fmt: skip


def _tag(request: HttpRequest, tag: TagView) -> dict[str, Any]:
    return {"slug": tag.slug, "name": tag.name, "url": request.build_absolute_uri(tag.url), "count": tag.count}
