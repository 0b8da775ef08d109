"""Archiving a space, with what that means in numbers first, and reopening it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.spaces import commands
from allmende.commons.spaces.archive import what_rests
from allmende.commons.spaces.rules import may_archive
from allmende.foundation.verdicts import require
from allmende.surfaces.web.spaces.fetching import get_space
from allmende.surfaces.web.spaces.queries import crumbs_of


def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Read what rests when a space is archived; POST archives it."""
    place = get_space(request, slug)
    require(may_archive(request.actor, place))
    if request.method == "POST":
        commands.archive_space(request.actor, place)
        messages.success(request, _("Archived. Everything in it can still be read and found."))
        return redirect("space", slug=place.slug)
    context = {"place": place, "crumbs": crumbs_of(place, (_("Archive"), "")), "rests": what_rests(place)}
    return render(request, "spaces/archive.html", context)


@require_POST
def reopening(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a space back as it was."""
    place = get_space(request, slug)
    commands.reopen_space(request.actor, place)
    messages.success(request, _("Open again, as it was."))
    return redirect("space", slug=place.slug)
