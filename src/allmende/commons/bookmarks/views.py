"""What one has saved, saving something, and letting go of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.bookmarks import commands
from allmende.commons.bookmarks.queries import saved
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import require
from allmende.foundation.ways import own_way


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What one has saved, the latest first."""
    require(is_signed_in(request.actor))
    after = key_in(request.GET.get("after", ""))
    lines, following = saved(request.actor, after)
    context = {
        "lines": lines, "more_url": f"?after={following}" if following else "", "crumbs": [(_("Home"), "/"), (_("Saved for later"), "")],
    }  # fmt: skip
    return render(request, "bookmarks/index.html#lines" if request.htmx and after else "bookmarks/index.html", context)


@require_POST
def saving(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a thing for later."""
    require(is_signed_in(request.actor))
    thing = get_object_or_404(Thing.objects.visible_to(request.actor).shared(practice=True), id=key)
    commands.save(request.actor, thing)
    messages.success(request, _("Saved for later. You find it in your menu."))
    return redirect(_back(request))


@require_POST
def saving_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a thing no longer."""
    require(is_signed_in(request.actor))
    commands.let_go(request.actor, key)
    messages.success(request, _("No longer saved for later."))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """Where the reader came from, else the list."""
    return own_way(request, request.POST.get("next", "")) or reverse("bookmarks:index")
