"""What programs do with muting and blocking, for the eyes of their person alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema

from allmende.commons.mutes import commands
from allmende.commons.mutes.queries import person_met, quiet_list
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.commons.things.shapes import Who, who
from allmende.commons.tokens.areas import ME
from allmende.foundation.api import AFTER, LIMIT, Operations, Page, paged
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor

router = Operations(ME)


class QuietOut(Schema):
    """Someone or something that you have muted, or someone whom you have blocked."""

    person: Who | None
    thing: UUID | None
    title: str = Field(examples=["A cooler schoolyard"])
    is_blocked: bool


@router.reads("/quiet", Page[QuietOut], members=True)
def list_quiet(request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT) -> Any:
    """List whom and what you have muted or blocked, the latest first."""
    require(is_signed_in(request.actor))
    lines, following = quiet_list(request.actor, after, limit)
    shown = [
        {"person": who(line.person), "thing": line.thing, "title": line.title, "is_blocked": line.is_blocked} for line in lines
    ]  # fmt: skip
    return paged(request, response, shown, following)


@router.puts("/people/{slug:handle}/mute")
def mute_person(request: HttpRequest, handle: str) -> None:
    """Hear of someone no longer."""
    commands.mute(request.actor, _person(request, handle))


@router.removes("/people/{slug:handle}/mute")
def unmute_person(request: HttpRequest, handle: str) -> None:
    """Hear of someone again."""
    commands.unmute(request.actor, handle)


@router.puts("/people/{slug:handle}/block")
def block_person(request: HttpRequest, handle: str) -> None:
    """Have nothing to do with someone; they aren't told."""
    commands.block(request.actor, _person(request, handle))


@router.removes("/people/{slug:handle}/block")
def unblock_person(request: HttpRequest, handle: str) -> None:
    """Let someone reach you again."""
    commands.unblock(request.actor, handle)


@router.puts("/things/{uuid:key}/mute")
def mute_thing(request: HttpRequest, key: UUID) -> None:
    """Hear of a thing no longer, nor of what is said about it."""
    thing = Thing.objects.visible_to(request.actor).filter(id=key).first()
    if thing is None:
        raise Http404
    commands.mute_thing(request.actor, thing)


@router.removes("/things/{uuid:key}/mute")
def unmute_thing(request: HttpRequest, key: UUID) -> None:
    """Hear of a thing again."""
    commands.unmute_thing(request.actor, key)


def _person(request: HttpRequest, handle: str) -> Actor:
    person = person_met(request.actor, handle)
    if person is None:
        raise Http404
    return person
