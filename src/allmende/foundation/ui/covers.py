"""Covers by address: the land that a thing is given, as a picture of its own that browsers keep, where a page does not need it at once.

A page that shows one land at its head carries it, so that nothing waits for it; a list of twenty-five would be mostly lands.
The picture knows no reader: it is made of its seed and the colours below, in light and dark as the page around it (`color-scheme`).
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound

from allmende.foundation.packing import takes_packed
from allmende.foundation.ui import fields, land

SHAPES = {
    "card": (320, 200),
    "wide": (630, 270),
    "square": (240, 240),
    "strip": (1040, 200),
    "figure": (640, 360),
    "band": (1040, 400),
}
"""Units of each shape's view box; an image has twice as many pixels."""

COLOURS = {
    "f-meadow": "light-dark(#b9dca0, #2b5a3b)",
    "f-clover": "light-dark(#7fbf86, #1d6a4a)",
    "f-wood": "light-dark(#2f7d5b, #124130)",
    "f-rape": "light-dark(#ffd426, #bd9516)",
    "f-straw": "light-dark(#ffe98c, #76651f)",
    "f-earth": "light-dark(#d9b88c, #57432f)",
    "f-poppy": "light-dark(#f28a63, #9c4a2c)",
    "f-mallow": "light-dark(#cdb0e0, #573a72)",
    "f-water": "light-dark(#9fd0ec, #225876)",
    "f-chalk": "light-dark(#eef1e2, #1d2822)",
    "f-furrow": "light-dark(rgb(20 35 28 / .17), rgb(234 241 235 / .13))",
    "surface": "light-dark(#ffffff, #141d18)",
    "ink": "light-dark(#14231c, #eaf1eb)",
    "sun": "#ffd426",
}
"""Those of `tokens.css` that lands are drawn in: a picture sees no style sheet of the page. A test keeps them equal."""

PREFIX = "/land/"
ANY = "any"
LONGEST = 200
LASTING = f"public, max-age={365 * 24 * 3600}, immutable"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",  # its colours, where someone opens it as a page
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}

_STYLE = "".join(f"--{name}:{colour};" for name, colour in COLOURS.items())
_VERSION = hashlib.sha256(
    b"".join(Path(str(module.__file__)).read_bytes() for module in (fields, land)) + _STYLE.encode()
).hexdigest()[:8]
"""What draws them, and in which colours: another way of drawing has other addresses."""


def cover_url(seed: str, *, shape: str, mood: str = "") -> str:
    """Return where the land of a seed is to be had, for ever the same."""
    return f"{PREFIX}{_VERSION}/{shape}/{mood or ANY}/{quote(str(seed)[:LONGEST], safe='')}.svg"


@lru_cache(maxsize=512)
def _packed(seed: str, shape: str, mood: str) -> bytes:
    """Draw a land as a file, compressed: few browsers can't take it so. Raises KeyError for an unknown shape or mood."""
    width, height = SHAPES[shape]
    drawn = str(fields.cover_svg.__wrapped__(seed, width=width, height=height, mood="" if mood == ANY else mood))
    head, body = drawn.removeprefix("<svg").split(">", 1)
    style = (
        f"<style>:root{{color-scheme:light dark;{_STYLE}}}</style>"  # house: a picture sees no style sheet of the page
    )
    return gzip.compress(f'<svg xmlns="http://www.w3.org/2000/svg"{head}>{style}{body}'.encode(), mtime=0)


class CoverMiddleware:
    """Answers for covers before anything asks who is there: no session, no database, no cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            version, shape, mood, name = request.path_info.removeprefix(PREFIX).split("/", 3)
            seed, suffix = name[:-4], name[-4:]
            if suffix != ".svg" or len(seed) > LONGEST:
                raise KeyError(name)
            content = _packed(seed, shape, mood)
        except (KeyError, ValueError):
            return HttpResponseNotFound("404", content_type="text/plain")
        headers = {**HEADERS, "Cache-Control": LASTING if version == _VERSION else "no-cache"}
        if takes_packed(request.headers.get("Accept-Encoding", "")):
            headers["Content-Encoding"] = "gzip"
        else:
            content = gzip.decompress(content)
        return HttpResponse(content, content_type="image/svg+xml", headers=headers)
