"""Guests' pages are made once per host, path, language and generation: they carry no token, nonce, message or relative time."""

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.utils.cache import patch_vary_headers

from allmende.foundation import tracing
from allmende.foundation.generation import generation
from allmende.foundation.kept import Shelf
from allmende.foundation.logs import are_requests_told
from allmende.foundation.packing import takes_packed
from allmende.foundation.problems import API
from allmende.surfaces.web.middleware.language import wished_language

PATIENCE = 2.0
"""So many seconds a guest waits for another to have the same page made; then it is made twice."""

SPECULATION = '"/speculation-rules.json"'
"""Where a browser reads which pages it may fetch ahead; guests' only, since theirs are kept and cost next to nothing."""

THEMES = frozenset({"light", "dark"})
SIGNS = ("HTTP_HX_REQUEST", "HTTP_AUTHORIZATION")
"""Headers of a request that asks for something else than the whole page, or not as a guest."""
ASKED_OF = (
    "wsgi.url_scheme",
    "HTTP_HOST",
    "SERVER_NAME",
    "SERVER_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
)
"""What says which host is meant, and whether the way there is encrypted."""


type Key = tuple[str | int | None, ...]


class Page(NamedTuple):
    """A page as every guest gets it; one without content can't be kept, so that nobody waits for it."""

    content: bytes
    headers: dict[str, str]


_pages = Shelf(most=400)
_turns = tuple(threading.Lock() for _ in range(64))


class GuestPagesMiddleware:
    """Answers a guest's GET from memory when nothing has happened since it was made.

    A page is kept for a minute at most when it was made without a session, sets no cookie (a form's token does), is whole
    (200) and HTML, and says nothing itself about how it may be kept. `Vary` keeps other caches honest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key_of(request.META)  # before the page is made: what happens meanwhile outdates it
        if key is None:
            return self.get_response(request)
        page = _pages.get(key)
        if page is None:
            with _turn(key):
                page = _pages.get(key)
                if page is None:
                    return self._make(request, key)
        return HttpResponse(page.content, headers=page.headers) if page.content else self.get_response(request)

    def _make(self, request: HttpRequest, key: Key) -> HttpResponse:
        """Make a page, and keep it where it can be."""
        response = self.get_response(request)
        if not _can_be_kept(response):
            _pages.put(key, Page(b"", {}))
            return response
        response.headers["Speculation-Rules"] = SPECULATION
        patch_vary_headers(response, ("Cookie", "Accept-Language", "HX-Request", "Accept-Encoding"))
        _pages.put(key, Page(response.content, dict(response.headers)))
        return response


class KeptPages:
    """A WSGI application before Django's: what is kept for guests is handed out before a request becomes one.

    Where requests are counted, told or traced, they all go Django's way, which gives them their number.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.is_watched = bool(settings.CONFIG.metrics) or are_requests_told() or tracing.is_on()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer as WSGI does (PEP 3333)."""
        key = None if self.is_watched or "HTTP_TRACEPARENT" in environ else _key_of(environ)
        page = _pages.get(key) if key else None
        if page is None or not page.content:
            return self.application(environ, start_response)
        start_response("200 OK", [*page.headers.items(), ("X-Request-ID", secrets.token_hex(8))])
        return [page.content]


@contextmanager
def _turn(key: Key) -> Iterator[None]:
    """Let one thread make a page while the others that were asked for it wait: every activity outdates all pages at once."""
    lock = _turns[hash(key) % len(_turns)]
    mine = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            lock.release()


def _key_of(environ: Mapping[str, Any]) -> Key | None:
    """Return everything that a guest's page may depend on; None when something else is asked for."""
    path: str = environ["PATH_INFO"]
    if (
        environ["REQUEST_METHOD"] != "GET"
        or path.startswith((API, settings.STATIC_URL))
        or any(map(environ.get, SIGNS))
    ):
        return None
    cookies = parse_cookie(environ["HTTP_COOKIE"]) if environ.get("HTTP_COOKIE") else {}
    if settings.SESSION_COOKIE_NAME in cookies:
        return None
    theme = cookies.get("theme", "")
    return (
        *map(environ.get, ASKED_OF), path, environ.get("QUERY_STRING", ""),
        wished_language(cookies, environ.get("HTTP_ACCEPT_LANGUAGE", "")), theme if theme in THEMES else "",
        takes_packed(environ.get("HTTP_ACCEPT_ENCODING", "")), generation(),
    )  # fmt: skip


def _can_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.headers.get("Content-Type", "").startswith("text/html")
        and response.headers.get("Cache-Control", "") in {"", "public"}
    )
