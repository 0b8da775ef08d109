"""Against lost updates: what has a version is changed only by who knows its present one (RFC 9110, section 13.1.1; RFC 6585)."""

from __future__ import annotations

from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext_lazy as _

from allmende.foundation.verdicts import Refused


def tag_of(content: bytes, version: object = None) -> str:
    """Return the validator of an answer. What has a version begins with it, so that `If-Match` asks for that alone.

    So a comment that came in the meantime makes the page another, and yet doesn't stand in the way of changing the text.
    """
    digest = blake2b(content, digest_size=12).hexdigest()
    return f'"{digest}"' if version is None else f'"{version}.{digest}"'


def validated(request: HttpRequest, response: HttpResponse, version: object = None) -> HttpResponse:
    """Return the answer with its validator, or 304 where the caller has it already; it is the caller's own, so no cache shares it."""
    etag = tag_of(response.content, version)
    response.headers["ETag"], response.headers["Cache-Control"] = etag, "private, no-cache"
    patch_vary_headers(response, ("Authorization", "Cookie", "Accept-Language"))
    if request.method != "GET":
        return response
    return get_conditional_response(request, etag=etag, response=response) or response


def version_of(shown: object) -> str:
    """Return the version of what has no number of its own: a digest of all that is shown of it."""
    return blake2b(repr(shown).encode(), digest_size=6).hexdigest()


def unchanged(request: HttpRequest, version: object) -> None:
    """Let a change pass that is meant for the present version. Raises Refused: 428 without `If-Match`, 412 for another version.

    The caller holds the row, so that the version stays what it is until the change is made.
    """
    wanted = request.headers.get("If-Match", "").strip()
    if not wanted:
        raise Refused(_("Send the ETag that you have as If-Match, so that you overwrite nobody's change."), 428)
    known = {tag.strip().removeprefix("W/").strip('"').split(".")[0] for tag in wanted.split(",")}
    if wanted != "*" and str(version) not in known:
        raise Refused(_("This was changed in the meantime: load it again and repeat your change."), 412)
