"""What programs do with what their person follows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema

from allmende.commons.follows import commands
from allmende.commons.follows.queries import follow_list
from allmende.commons.mutes.queries import person_met
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.tokens.areas import ME
from allmende.foundation.api import AFTER, LIMIT, Operations, Page, paged
from allmende.foundation.verdicts import require

router = Operations(ME)


class FollowOut(Schema):
    """Something, someone or a tag that you follow."""

    title: str = Field(examples=["#garden"])
    url: str


@router.reads("/following", Page[FollowOut], members=True)
def list_following(request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT) -> Any:
    """List what you follow, the latest first."""
    require(is_signed_in(request.actor))
    lines, further = follow_list(request.actor, after, limit)
    shown = [{"title": line.title, "url": request.build_absolute_uri(line.url)} for line in lines]
    return paged(request, response, shown, further)


@router.puts("/people/{slug:handle}/follow")
def follow_person(request: HttpRequest, handle: str) -> None:
    """Follow a person."""
    person = person_met(request.actor, handle)
    if person is None:
        raise Http404
    commands.follow_person(request.actor, person)


@router.removes("/people/{slug:handle}/follow")
def unfollow_person(request: HttpRequest, handle: str) -> None:
    """Follow a person no longer."""
    commands.unfollow_person(request.actor, handle)


@router.puts("/tags/{slug}/follow")
def follow_tag(request: HttpRequest, slug: str) -> None:
    """Follow a tag, whether or not it is in use yet."""
    commands.follow_tag(request.actor, slug)


@router.removes("/tags/{slug}/follow")
def unfollow_tag(request: HttpRequest, slug: str) -> None:
    """Follow a tag no longer."""
    commands.unfollow_tag(request.actor, slug)
