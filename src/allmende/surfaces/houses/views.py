"""Communities under their own names: for those who run the node, and for curators each their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from allmende.commons.spaces import commands
from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_curator
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, Text
from allmende.identity.signon.rules import may_operate
from allmende.surfaces.backoffice.views import crumbs
from allmende.surfaces.houses.forms import HouseForm
from allmende.surfaces.houses.queries import checks_of, communities
from allmende.surfaces.web.spaces.previews import preview_of


def get_house(request: HttpRequest, slug: str) -> Space:
    """Return a community: whoever runs the node finds all of them, curators their own, others none."""
    place = get_object_or_404(communities(), slug=slug)
    if not (may_operate(request.actor) or is_curator(request.actor, place)):
        raise Http404
    return place


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All communities of the node, with their host names."""
    if not may_operate(request.actor):
        raise Http404
    return render(
        request, "houses/index.html", {"houses": communities(), "crumbs": crumbs(_("Communities under their own name"))}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def house(request: HttpRequest, slug: str) -> HttpResponse:
    """Host name, sender, colour, language; what is still missing; how its mails will say who writes."""
    place = get_house(request, slug)
    form = HouseForm(request.POST or None, reader=request.actor, place=place)
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_space(request.actor, place, **form.changes())
        except Refused as refusal:
            place.refresh_from_db()
            show_errors(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("houses:house", slug=place.slug)
    context = {
        "place": place, "form": form, "checks": checks_of(place), "head": letterhead_of(place),
        "preview": preview_of(request.POST.get("colour", place.colour)), "operates": bool(may_operate(request.actor)), "crumbs": _way(request, place),
    }  # fmt: skip
    return render(request, "houses/house.html", context, status=422 if form.errors else 200)


def _way(request: HttpRequest, place: Space) -> list[tuple[Text, str]]:
    """The way to a community: by the list of all, for whoever may see that."""
    all_of_them = (_("Communities under their own name"), reverse("houses:index"))
    return crumbs(place.title, *([all_of_them] if may_operate(request.actor) else []))


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What a colour would look like, before it is taken."""
    get_house(request, slug)
    return render(request, "houses/house.html#preview", {"preview": preview_of(request.GET.get("colour", ""))})
