"""The stylesheet of a space with a colour of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from allmende.commons.spaces.models import Space
from allmende.foundation.ui.colour import UnreadableColour, brand_tokens, look_css

YEAR = 365 * 24 * 3600


def look_url(space: Space) -> str:
    """Return the address of a space's stylesheet; the colour in it is its version. Nothing for a space without one."""
    return f"{reverse('space_look', args=[space.slug])}?{space.colour[1:]}" if space.colour else ""


@require_safe
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """The four brand tokens of a space, nothing else; without a readable colour the sheet is empty.

    Asked for by its version it is kept for a year, since a new colour has a new address; else not at all.
    """
    space = get_object_or_404(Space.objects.visible_to(request.actor), slug=slug)  # type: ignore[attr-defined]
    try:
        css = look_css(brand_tokens(space.colour)) if space.colour else ""
    except UnreadableColour:
        css = ""
    answer = HttpResponse(css, content_type="text/css; charset=utf-8")
    is_version = bool(space.colour) and request.META.get("QUERY_STRING", "") == space.colour[1:]
    answer.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable" if is_version else "no-cache"
    return answer
