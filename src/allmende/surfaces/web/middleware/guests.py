"""Guests' pages are made once per host, path, language and generation: they carry no token, nonce, message or relative time."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from allmende.foundation.generation import generation
from allmende.surfaces.web.middleware.language import language_of

SECONDS = 60
"""The longest a page is kept: deadlines move on without an activity."""


class GuestPagesMiddleware:
    """Answers a guest's GET from memory when nothing has happened since it was made.

    A page is kept when it was made without a session, sets no cookie, is whole (200) and HTML. `Vary` on cookies keeps
    other caches honest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES or "HX-Request" in request.headers:
            return self.get_response(request)
        language = language_of(request)
        theme = request.COOKIES.get("theme", "")
        theme = theme if theme in {"light", "dark"} else ""
        key = f"guest:{request.get_host()}:{request.get_full_path()}:{language}:{theme}:{generation()}"
        kept = cache.get(key) if len(key) < 400 else None
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if self._can_be_kept(response) and len(key) < 400:
            cache.set(key, (response.content, dict(response.headers)), SECONDS)
        return response

    @staticmethod
    def _can_be_kept(response: HttpResponse) -> bool:
        return (
            response.status_code == 200
            and not response.streaming
            and not response.cookies
            and "text/html" in response.headers.get("Content-Type", "")
            and response.headers.get("Cache-Control", "") in {"", "public"}
        )
