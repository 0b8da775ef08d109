"""The media origin's one page: a version of a file, as dead matter."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.commons.files.queries import Version, readable_version
from allmende.commons.files.storage import open_version

DAY = 86_400
HOUR = 3_600


@require_safe
def version(request: HttpRequest, file_id: UUID, size: str, ending: str) -> HttpResponseBase:
    """Hand over `/m/<file>/<size>.<ending>` to whoever may have it; anything else is not there."""
    name = f"{size}.{ending}"
    found = readable_version(file_id, name, request.GET.get("until", ""), request.GET.get("by", ""))
    if found is None:
        return _nothing()
    etag = f'"{file_id}-{size}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _harmless(HttpResponseNotModified(), found, etag)
    try:
        content = open_version(file_id, name)
    except FileNotFoundError:  # a row outlived its bytes: a backup that was restored by halves
        return _nothing()
    kind = f"{found.media_type}; charset=utf-8" if found.media_type.startswith("text/") else found.media_type
    response = FileResponse(
        content, as_attachment=bool(found.download_as), filename=found.download_as or name, content_type=kind
    )
    return _harmless(response, found, etag)


def _harmless[R: HttpResponseBase](response: R, found: Version, etag: str) -> R:
    """Nothing in a file may run, be taken for another type, or be kept by a shared cache unless everyone may see it."""
    response["ETag"] = etag
    # What is public may be withdrawn: a day is as long as a copy elsewhere can outlive that.
    response["Cache-Control"] = (
        f"public, max-age={DAY}, immutable" if found.is_public else f"private, max-age={HOUR}, immutable"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _nothing() -> HttpResponse:
    response = HttpResponse(_("There is nothing here."), status=404, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
