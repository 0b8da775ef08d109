"""The page before the opening: what this will be, when it opens, and what one can do meanwhile."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from allmende.commons.spaces.models import Space
from allmende.people.welcome.queries.paths import path_of
from allmende.people.welcome.queries.tours import has_tours


def closed_page(request: HttpRequest, root: Space) -> HttpResponse:
    """Return the page that everyone meets before the opening: 200 at the front door, 403 wherever else they knock."""
    context = {
        "root": root, "has_tours": has_tours(root), "ask_url": reverse("nominations:ask", args=[root.slug]),
        "has_path": path_of(request.actor, root) is not None,  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "founding/threshold.html", context, status=200 if request.path_info == "/" else 403)
