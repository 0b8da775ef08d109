"""A card by itself, for the author who wants it hidden or shown again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.previews import commands
from allmende.commons.previews.models import Preview
from allmende.commons.previews.queries import card_of, is_hidden, preview_seen
from allmende.commons.previews.rules import may_hide
from allmende.commons.things.models import Thing
from allmende.foundation.doors import urls_of
from allmende.foundation.verdicts import require


@require_safe
def preview(request: HttpRequest, thing: UUID, key: UUID) -> HttpResponse:
    """Show a card and the button that hides it."""
    seen, found = _both(request, thing, key)
    require(may_hide(request.actor, seen))
    context = {
        "thing": seen, "preview": found, "card": card_of(found), "is_hidden": is_hidden(seen.id, found.id), "back": _back(seen),
    }  # fmt: skip
    return render(request, "previews/preview.html", context)


@require_POST
def hiding(request: HttpRequest, thing: UUID, key: UUID) -> HttpResponse:
    """Hide it."""
    seen, found = _both(request, thing, key)
    commands.hide(request.actor, seen, found)
    messages.success(request, _("Your link stands there without a preview now."))
    return redirect(_back(seen))


@require_POST
def hiding_removal(request: HttpRequest, thing: UUID, key: UUID) -> HttpResponse:
    """Show it again."""
    seen, found = _both(request, thing, key)
    commands.show(request.actor, seen, found)
    messages.success(request, _("The preview is shown again."))
    return redirect(_back(seen))


def _both(request: HttpRequest, thing: UUID, key: UUID) -> tuple[Thing, Preview]:
    seen: Thing = get_object_or_404(Thing.objects.visible_to(request.actor).shared(), id=thing)
    found = preview_seen(key)
    if found is None:
        raise Http404
    return seen, found


def _back(thing: Thing) -> str:
    return urls_of([(thing.id, thing.kind)]).get(thing.id, "/")
