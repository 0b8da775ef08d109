"""In which language a page answers: the person's choice, the cookie, the browser's wish, the community's language."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from allmende.foundation.problems import is_for_programs

KNOWN = {code for code, _name in settings.LANGUAGES}


def language_of(request: HttpRequest) -> str:
    """Return the language for a guest's page."""
    return wished_language(request.COOKIES, request.headers.get("Accept-Language", ""))


def wished_language(cookies: Mapping[str, str], accepted: str) -> str:
    """Return the language that cookie and header (`Accept-Language`) ask for, and nothing else: guests' pages are kept by it."""
    chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in KNOWN:
        return chosen
    for part in accepted.split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in KNOWN:
            return code
    return settings.LANGUAGE_CODE


class LanguageMiddleware:
    """Activates language and time zone for the request, and says so in the answer; a program's wish goes before its person's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_shown = settings.SESSION_COOKIE_NAME in request.COOKIES or request.grant  # type: ignore[attr-defined]
        is_signed_in = has_shown and not request.actor.is_guest  # type: ignore[attr-defined]
        asks = is_for_programs(request) and "Accept-Language" in request.headers
        language = request.actor.language if is_signed_in and not asks else language_of(request)  # type: ignore[attr-defined]
        zone = request.actor.zone if is_signed_in else settings.TIME_ZONE  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        response.headers.setdefault("Content-Language", language)
        return response
