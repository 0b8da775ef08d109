"""The stylesheet of a community with a colour of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from allmende.commons.spaces.models import Space
from allmende.foundation.ui.colour import UnreadableColour, brand_tokens, look_css

DAY = 24 * 3600


@require_safe
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """The four brand tokens of a space, nothing else; without a readable colour the sheet is empty."""
    space = get_object_or_404(Space.objects.visible_to(request.actor), slug=slug)  # type: ignore[attr-defined]
    try:
        css = look_css(brand_tokens(space.colour)) if space.colour else ""
    except UnreadableColour:
        css = ""
    answer = HttpResponse(css, content_type="text/css; charset=utf-8")
    answer.headers["Cache-Control"] = f"private, max-age={DAY}"
    return answer
