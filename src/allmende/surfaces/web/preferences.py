"""What a reader prefers without an account: the language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

KNOWN = {code for code, _name in settings.LANGUAGES}
YEAR = 365 * 24 * 3600


@require_GET
def language(request: HttpRequest) -> HttpResponse:
    """Remember a language and go back to the page; nothing else changes, so a link may do it."""
    chosen, back = request.GET.get("to", ""), request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    if chosen in KNOWN:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax"
        )
    return answer
