"""Drafts of all rooms, and the bin: what was put away and can come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.bin.commands import KEPT_FOR, put_in_bin, restore
from allmende.commons.bin.queries import bin_of_space, my_bin
from allmende.commons.bin.rules import may_see_bin
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.doors import doors, urls_of
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import require
from allmende.surfaces.web.spaces.fetching import get_space

DAY = timedelta(days=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """Whatever the reader has begun, in every room, the last changed first."""
    require(is_signed_in(request.actor))
    found = [card for room in doors() if room.drafts for card in room.drafts(request.actor)]
    found.sort(key=lambda card: card.at or LONG_AGO, reverse=True)
    return render(request, "keeping/drafts.html", {"drafts": found})


@require_safe
def bin_page(request: HttpRequest) -> HttpResponse:
    """What lies in the bin: one's own, or with `?space=` a space's, for its curators."""
    require(is_signed_in(request.actor))
    after, slug = key_in(request.GET.get("after", "")), request.GET.get("space", "")
    place = get_space(request, slug) if slug else None
    if place:
        require(may_see_bin(request.actor, place))
    page = bin_of_space(request.actor, place, after) if place else my_bin(request.actor, after)
    here = f"?space={place.slug}&" if place else "?"
    now = clock.now()
    rows = [{"row": row, "days": max(1, -((now - row.until) // DAY))} for row in page.rows]
    context = {
        "page": page, "rows": rows, "place": place, "more_url": f"{here}after={page.next}" if page.next else "",
        "is_mine": place is None, "is_root": place == request.space, "lead": _lead(place),
        "curates": bool(may_see_bin(request.actor, request.space)), "root_url": f"?space={request.space.slug}",
    }  # fmt: skip
    return render(request, "keeping/bin.html", context)


def _lead(place: Space | None) -> str:
    if place:
        return _("What was put away in %(space)s. It stays for 30 days, then it is gone for good.") % {
            "space": place.title
        }
    return _("What you have put away. It stays for 30 days, then it is gone for good.")


@require_POST
def binning(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a thing in the bin."""
    put_in_bin(request.actor, get_object_or_404(Thing.objects.visible_to(request.actor), id=key))
    messages.success(request, _("It lies in the bin. You can restore it for %(days)d days.") % {"days": KEPT_FOR.days})
    return redirect("bin")


@require_POST
def restoration(request: HttpRequest, key: UUID) -> HttpResponse:
    """Bring a thing back from the bin, and go to it."""
    thing = get_object_or_404(Thing.objects.visible_to(request.actor), id=key)
    restore(request.actor, thing)
    messages.success(request, _("It stands where it stood."))
    url = urls_of([(thing.id, thing.kind)]).get(thing.id) or reverse("bin")
    return HttpResponse(headers={"HX-Redirect": reverse("thing", args=[key])}) if request.htmx else redirect(url)
