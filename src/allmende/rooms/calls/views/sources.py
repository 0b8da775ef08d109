"""What a contribution builds on, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.lineage.drawing import drawing_of
from allmende.commons.lineage.models import LinkKind
from allmende.commons.things.models import Thing
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import require
from allmende.rooms.calls.commands.sources import build_on, build_on_no_more
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.sources import could_be_built_on, sources_shown
from allmende.rooms.calls.rules import can_see, may_revise
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution


def sources(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Find what a contribution builds on, and say so."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    require(may_revise(request.actor, contribution))
    if request.method == "POST":
        key = key_in(request.POST.get("source", ""))
        source = get_object_or_404(Thing.objects.visible_to(request.actor), id=key)
        build_on(request.actor, contribution, source, request.POST.get("kind", LinkKind.BUILDS_ON))
        messages.success(request, _("Named. Both pages show it."))
        return redirect("calls:sources", slug=call.slug, number=number)
    words = request.GET.get("q", "").replace("\0", "")[:100]
    url = contribution_url(call.slug, contribution.number, contribution.title)
    context = {
        "call": call, "contribution": contribution, "sources": sources_shown(request.actor, contribution.id), "words": words,
        "found": could_be_built_on(request.actor, contribution, words), "kinds": LinkKind.choices,
        "crumbs": crumbs_to(call, (contribution.title or _("Draft"), url), (_("Builds on"), "")),
    }  # fmt: skip
    return render(request, "calls/sources.html", context)


@require_POST
def removal(request: HttpRequest, slug: str, number: int, key: UUID) -> HttpResponse:
    """Take back that it builds on something."""
    call = get_call(request, slug)
    build_on_no_more(request.actor, get_contribution(request, call, number), key)
    messages.success(request, _("Taken back."))
    return redirect("calls:sources", slug=call.slug, number=number)


def lineage(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What it came of, and what came of it, from the first idea to the last result."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    require(can_see(request.actor, contribution))
    url = contribution_url(call.slug, contribution.number, contribution.title)
    context = {
        "contribution": contribution, "drawing": drawing_of(contribution, request.actor, url),
        "crumbs": crumbs_to(call, (contribution.title, url), (_("Where it comes from"), "")),
    }  # fmt: skip
    return render(request, "calls/lineage.html", context)
