"""Following, and no longer following."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.follows.commands import follow, unfollow
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.doors import urls_of
from allmende.foundation.verdicts import require
from allmende.foundation.ways import own_way


@require_POST
def following(request: HttpRequest, key: UUID) -> HttpResponse:
    """Follow a thing."""
    require(is_signed_in(request.actor))
    thing = _thing(request, key)
    follow(request.actor, thing)
    messages.success(request, _("You follow %(thing)s now.") % {"thing": thing.title})
    return redirect(_back(request, thing))


@require_POST
def following_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Follow a thing no longer."""
    require(is_signed_in(request.actor))
    thing = _thing(request, key)
    unfollow(request.actor, thing)
    messages.success(request, _("You no longer follow %(thing)s.") % {"thing": thing.title})
    return redirect(_back(request, thing))


def _thing(request: HttpRequest, key: UUID) -> Any:
    return get_object_or_404(Thing.objects.visible_to(request.actor).shared(practice=True), id=key)


def _back(request: HttpRequest, thing: Any) -> str:
    """Return where the reader came from, else the thing's own page."""
    return own_way(request, request.POST.get("next", "")) or urls_of([(thing.id, thing.kind)]).get(thing.id, "/")
