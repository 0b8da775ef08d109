"""What programs do with reactions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Schema

from allmende.commons.reactions import commands
from allmende.commons.reactions.queries import given_to
from allmende.commons.things.models import Thing
from allmende.commons.things.shapes import Who, who
from allmende.commons.tokens.areas import TALK
from allmende.foundation.api import AFTER, LIMIT, Operations, Page, paged

router = Operations(TALK)

KindName = Literal["thanks", "agree", "insight", "cheers", "support"]


class ReactionOut(Schema):
    """Who reacted how."""

    who: Who
    kind: KindName
    at: datetime


@router.reads("/things/{uuid:key}/reactions", Page[ReactionOut])
def list_reactions(
    request: HttpRequest, response: HttpResponse, key: UUID, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List who reacted to a thing or a comment, the latest first."""
    given, following = given_to(_thing(request, key).id, after, limit)
    return paged(
        request, response, [{"who": who(one.who), "kind": one.mark.kind, "at": one.at} for one in given], following
    )


@router.puts("/things/{uuid:key}/reactions/{kind}")
def react(request: HttpRequest, key: UUID, kind: KindName) -> None:
    """React to a thing or a comment of somebody else's."""
    commands.react(request.actor, _thing(request, key), kind)


@router.removes("/things/{uuid:key}/reactions/{kind}")
def take_reaction_back(request: HttpRequest, key: UUID, kind: KindName) -> None:
    """Take a reaction back."""
    commands.take_back(request.actor, _thing(request, key), kind)


def _thing(request: HttpRequest, key: UUID) -> Thing:
    thing: Thing | None = Thing.objects.visible_to(request.actor).select_related("audience").filter(id=key).first()
    if thing is None:
        raise Http404
    return thing
