"""Guests' pages are made once per host, path, language and generation: they carry no token, nonce, message or relative time."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from allmende.foundation.generation import generation
from allmende.foundation.packing import takes_packed
from allmende.foundation.problems import is_for_programs
from allmende.surfaces.web.middleware.language import language_of

SECONDS = 60
"""The longest a page is kept: deadlines move on without an activity."""

PATIENCE = 2.0
"""So many seconds a guest waits for another to have the same page made; then it is made twice."""

PASSES = "passes"
"""Stands in the cache for a page that can't be kept, so that nobody waits for it."""

SPECULATION = '"/speculation-rules.json"'
"""Where a browser reads which pages it may fetch ahead; guests' only, since theirs are kept and cost next to nothing."""

THEMES = frozenset({"light", "dark"})
SIGNS = ("HX-Request", "Authorization")
"""Headers of a request that asks for something else than the whole page, or not as a guest."""


_turns = tuple(threading.Lock() for _ in range(64))


class GuestPagesMiddleware:
    """Answers a guest's GET from memory when nothing has happened since it was made.

    A page is kept when it was made without a session, sets no cookie (a form's token does), is whole (200) and HTML, and
    says nothing itself about how it may be kept. `Vary` keeps other caches honest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_a_guests_page(request):
            return self.get_response(request)
        key = _key(request)  # before the page is made: what happens meanwhile outdates it
        kept = cache.get(key)
        if kept is None:
            with _turn(key):
                kept = cache.get(key)
                if kept is None:
                    return self._make(request, key)
        if kept == PASSES:
            return self.get_response(request)
        content, headers = kept
        if takes_packed(request):
            headers = {**headers, "Content-Encoding": "gzip"}
        else:
            content = gzip.decompress(content)
        return HttpResponse(content, headers={**headers, "Content-Length": str(len(content))})

    def _make(self, request: HttpRequest, key: str) -> HttpResponse:
        """Make a page, and keep it where it can be."""
        response = self.get_response(request)
        if not _can_be_kept(response):
            cache.set(key, PASSES, SECONDS)
            return response
        response.headers["Speculation-Rules"] = SPECULATION
        patch_vary_headers(response, ("Cookie", "Accept-Language", "HX-Request", "Accept-Encoding"))
        # Packed it takes a quarter of the memory, and is what nearly everyone asks for; nothing in it is one reader's own.
        headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
        cache.set(key, (gzip.compress(response.content, 6), headers), SECONDS)
        return response


@contextmanager
def _turn(key: str) -> Iterator[None]:
    """Let one thread make a page while the others that were asked for it wait: every activity outdates all pages at once."""
    lock = _turns[int(key[-2:], 16) % len(_turns)]
    mine = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            lock.release()


def _is_a_guests_page(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and not is_for_programs(request)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not any(sign in request.headers for sign in SIGNS)
    )


def _key(request: HttpRequest) -> str:
    """Return a short key of everything a guest's page may depend on; no part of it can pose as another."""
    theme = request.COOKIES.get("theme", "")
    parts = (
        request.scheme or "",
        request.get_host().lower(),
        request.get_full_path(),
        language_of(request),
        theme if theme in THEMES else "",
        str(generation()),
    )
    return "guest:" + blake2b("\0".join(parts).encode(), digest_size=20).hexdigest()


def _can_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.headers.get("Content-Type", "").startswith("text/html")
        and response.headers.get("Cache-Control", "") in {"", "public"}
    )
