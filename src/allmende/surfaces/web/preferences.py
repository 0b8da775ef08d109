"""What a reader prefers: the language of the pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import require
from allmende.identity.actors.commands import change_profile

KNOWN = {code for code, _name in settings.LANGUAGES}
YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """Remember a language and go back to the page.

    A guest's choice is a cookie, so a link may set it; a member's is kept with the person and needs the form.
    """
    sent = request.POST if request.method == "POST" else request.GET
    chosen, back = sent.get("to", ""), sent.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    if chosen not in KNOWN:
        return answer
    if request.method == "POST":
        require(is_signed_in(request.actor))  # type: ignore[attr-defined]
        change_profile(request.actor, language=chosen)  # type: ignore[attr-defined]
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax"
    )
    return answer
