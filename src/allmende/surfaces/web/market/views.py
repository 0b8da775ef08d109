"""The market's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.surfaces.web.market.queries import looking_in, market_of


@require_safe
def market(request: HttpRequest) -> HttpResponse:
    """The main square: calls, stalls of people and organisations, what is offered and needed; guests see what is public."""
    if request.space is None:
        return render(request, "web/unfounded.html", status=503)
    looking = looking_in(request.GET)
    found = market_of(request.actor, request.space, request.GET.get("kind", ""), looking)
    part = "#cards" if request.htmx and looking.after and found.shelves else ""
    return render(request, f"market/market.html{part}", {"market": found, "shelf": found.shelves[0] if part else None})
