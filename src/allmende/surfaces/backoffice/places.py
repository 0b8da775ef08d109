"""Spaces, bins and storage: where people meet, what was put away, what it takes."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.commons.bin.queries import bin_of_community, keys_in_community
from allmende.commons.spaces.models import SpaceKind
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.surfaces.backoffice import queries
from allmende.surfaces.backoffice.deeds import SPACES, WASTE
from allmende.surfaces.backoffice.rules import may_see_office, may_see_waste
from allmende.surfaces.backoffice.views import asked, crumbs, only, operators_only


@require_safe
@only(may_see_office)
def spaces(request: HttpRequest) -> HttpResponse:
    """Every space, by kind."""
    kind = asked(request.GET, "kind")
    rows, following = queries.places(request.actor, request.space, kind, asked(request.GET, "after", 400))
    given = {"kind": kind} if kind else {}
    kinds = (*SpaceKind.choices, ("archived", _("Archived")))
    context = {
        "rows": rows, "kinds": [("?", _("All"), not kind), *((f"?kind={key}", label, key == kind) for key, label in kinds)],
        "deeds": SPACES, "given": given, "total": queries.places_in(request.actor, request.space, kind).count(),
        "more_url": f"?{urlencode(given | {'after': following})}" if following else "", "crumbs": crumbs(_("Spaces")),
    }  # fmt: skip
    return render(request, "backoffice/spaces.html", context)


@require_safe
@operators_only
def storage(request: HttpRequest) -> HttpResponse:
    """How much room files take."""
    return render(
        request, "backoffice/storage.html", {"storage": queries.storage(request.actor), "crumbs": crumbs(_("Storage"))}
    )


@require_safe
@only(may_see_waste)
def waste(request: HttpRequest) -> HttpResponse:
    """What lies in the bins of all spaces."""
    page = bin_of_community(request.actor, request.space, key_in(request.GET.get("after", "")))
    now = clock.now()
    context = {
        "rows": [(row, max(0, (row.until - now).days)) for row in page.rows], "more_url": f"?after={page.next}" if page.next else "",
        "deeds": WASTE, "given": {}, "total": keys_in_community(request.actor, request.space).count(), "crumbs": crumbs(_("Bins of all spaces")),
    }  # fmt: skip
    return render(request, "backoffice/waste.html", context)
