"""The media origin's one page: a version of a file, as dead matter, whole or a part of it."""

from __future__ import annotations

import logging
from io import SEEK_END, BytesIO
from typing import BinaryIO
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.commons.files.models import is_recording
from allmende.commons.files.queries.pages import Version, readable_version
from allmende.commons.files.ranges import MOST, NEVER, PartOf, Span, wanted_part
from allmende.commons.files.storage import open_version
from allmende.commons.files.stores import StoreGoneError
from allmende.foundation.encryption import CHUNK, DamagedError

log = logging.getLogger(__name__)

DAY = 86_400
HOUR = 3_600


@require_safe
def version(request: HttpRequest, file_id: UUID, size: str, ending: str) -> HttpResponseBase:
    """Hand over `/m/<file>/<size>.<ending>` to whoever may have it; anything else is not there."""
    name = f"{size}.{ending}"
    for _try in range(2):  # between row and bytes the file may have been laid elsewhere: then its row says where
        found = readable_version(
            file_id, name, request.GET.get("until", ""), request.GET.get("by", ""), reads_avif=_reads_avif(request)
        )
        if found is None:
            return _nothing()
        etag = f'"{file_id}-{found.name}"'
        if etag in request.headers.get("If-None-Match", ""):
            return _harmless(HttpResponseNotModified(), found, etag)
        try:
            return _handed_over(request, found, _opened(found), etag)
        except FileNotFoundError:  # or a row outlived its bytes: a backup that was restored by halves
            continue
        except StoreGoneError as error:
            log.error("File %s, version %s: %s", file_id, name, error)
            return _plain(_("Files can't be fetched just now. Try again in a few minutes."), 503)
        except DamagedError as error:
            log.error("Damaged: file %s, version %s: %s", file_id, name, error)
            return _plain(_("This file is damaged. Nothing of it is shown; the operator can see which one it is."), 500)
    return _nothing()


def _opened(found: Version) -> BinaryIO:
    """Captions lie in the database; a recording is checked piece by piece as it is read."""
    if found.text:
        return BytesIO(found.text.encode())
    return open_version(found.file, found.name, is_checked=not _is_played(found))


def _is_played(found: Version) -> bool:
    return is_recording(found.media_type)


def _reads_avif(request: HttpRequest) -> bool:
    """Whether a browser names AVIF among what it takes (RFC 9110, section 12.5.1); `*/*` may be anybody."""
    return any(
        (kind := part.strip().replace(" ", "").lower()).startswith("image/avif") and not kind.endswith(";q=0")
        for part in request.headers.get("Accept", "").split(",")
    )


def _handed_over(request: HttpRequest, found: Version, content: BinaryIO, etag: str) -> HttpResponseBase:
    """The whole version, or the part that was asked for (RFC 9110, section 14)."""
    size = content.seek(0, SEEK_END)
    content.seek(0)
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
    span = wanted_part(asked, size, most=MOST if _is_played(found) else None)
    if span == NEVER:
        content.close()
        response: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return _harmless(response, found, etag)
    kind = f"{found.media_type}; charset=utf-8" if found.media_type.startswith("text/") else found.media_type
    response = FileResponse(
        PartOf(content, span) if span else content,
        as_attachment=bool(found.download_as),
        filename=found.download_as or found.name,
        content_type=kind,
    )
    response.block_size = CHUNK
    response["Accept-Ranges"] = "bytes"
    _say_length(response, span, size)
    return _harmless(response, found, etag)


def _say_length(response: HttpResponseBase, span: Span | None, size: int) -> None:
    response["Content-Length"] = span[1] - span[0] if span else size
    if span:
        response.status_code = 206
        response["Content-Range"] = f"bytes {span[0]}-{span[1] - 1}/{size}"


def _harmless[R: HttpResponseBase](response: R, found: Version, etag: str) -> R:
    """Nothing in a file may run, be taken for another type, or be kept by a shared cache unless everyone may see it."""
    response["ETag"] = etag
    if found.media_type.startswith("image/"):
        response["Vary"] = "Accept"
    # What is public may be withdrawn: a day is as long as a copy elsewhere can outlive that.
    response["Cache-Control"] = (
        f"public, max-age={DAY}, immutable" if found.is_public else f"private, max-age={HOUR}, immutable"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = (
        "*"  # captions ask for it; no cookie opens anything here, only the address does
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


def _nothing() -> HttpResponse:
    return _plain(_("There is nothing here."), 404)


def _plain(sentence: str, status: int) -> HttpResponse:
    response = HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    if status == 503:
        response["Retry-After"] = "120"
    response["X-Content-Type-Options"] = "nosniff"
    return response
