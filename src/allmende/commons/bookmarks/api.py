"""What programs do with what their person has saved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from allmende.commons.bookmarks import commands
from allmende.commons.bookmarks.queries import saved
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.commons.things.shapes import ThingLineOut, line_out
from allmende.commons.tokens.areas import ME
from allmende.foundation.api import AFTER, LIMIT, Operations, Page, paged
from allmende.foundation.verdicts import require

router = Operations(ME)


@router.reads("/saved", Page[ThingLineOut], members=True)
def list_saved(request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT) -> Any:
    """List what you have saved and see now, the latest first."""
    require(is_signed_in(request.actor))
    lines, following = saved(request.actor, after, limit)
    return paged(request, response, [line_out(request, line) for line in lines], following)


@router.puts("/things/{uuid:key}/saving")
def save_thing(request: HttpRequest, key: UUID) -> None:
    """Keep a thing for later."""
    thing = Thing.objects.visible_to(request.actor).filter(id=key).first()
    if thing is None:
        raise Http404
    commands.save(request.actor, thing)


@router.removes("/things/{uuid:key}/saving")
def let_go_of_thing(request: HttpRequest, key: UUID) -> None:
    """Keep a thing no longer."""
    commands.let_go(request.actor, key)
