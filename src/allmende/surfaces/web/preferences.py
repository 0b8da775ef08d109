"""What a reader prefers: the language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import require
from allmende.foundation.ways import own_way
from allmende.identity.actors.commands import change_profile

KNOWN = {code for code, _name in settings.LANGUAGES}
YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Remember a language and go back to the page.

    A guest's choice is a cookie, so a link may set it; a member's is kept with the person and needs the form.
    """
    sent = request.POST if request.method == "POST" else request.GET
    chosen = sent.get("to", "")
    answer = HttpResponseRedirect(own_way(request, sent.get("next", "")) or "/")
    if chosen not in KNOWN:
        return answer
    if request.method == "POST":
        require(is_signed_in(request.actor))  # type: ignore[attr-defined]
        change_profile(request.actor, language=chosen)  # type: ignore[attr-defined]
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax"
    )
    return answer
