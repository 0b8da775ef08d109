"""The stylesheet of a space with a colour of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from allmende.commons.spaces.models import Space
from allmende.foundation.ui.colour import INK, UnreadableColour, brand_tokens, look_css

YEAR = 365 * 24 * 3600


def look_url(space: Space) -> str:
    """Return the address of a space's stylesheet; the colour in it is its version. Nothing for a space without one."""
    return f"{reverse('space_look', args=[space.slug])}?{space.colour[1:]}" if space.colour else ""


def icon_url(space: Space) -> str:
    """Return the address of a community's own icon where it stands under a host name of its own; else nothing: the house's."""
    return f"{reverse('icon')}?{space.colour[1:]}" if space.host else ""


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """The first letter of the community's name on its colour; the house's mark where it has no host name of its own."""
    root = request.space  # type: ignore[attr-defined]
    if root is None or not root.host:
        return redirect(static("allmende/img/favicon.svg"))
    try:
        tokens = brand_tokens(root.colour or INK).light
    except UnreadableColour:
        tokens = brand_tokens(INK).light
    letter = next((sign for sign in root.title if sign.isalnum()), "").upper()
    drawing = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="{}"/>'
        '<text x="16" y="22.5" font-family="sans-serif" font-weight="700" font-size="19" text-anchor="middle" fill="{}">{}</text></svg>',
        tokens.brand, tokens.on_brand, letter,
    )  # fmt: skip
    return HttpResponse(drawing, content_type="image/svg+xml")


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
