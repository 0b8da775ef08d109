"""Files in parts, as tus 1.0.0 has it (https://tus.io/protocols/resumable-upload): core, creation, expiration, termination.

An upload that is interrupted goes on where it stopped; when all is there, `addUploadedFile` makes a file of a thing of it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from ninja import Field

from allmende.commons.files.commands import (
    append,
    attach,
    begin_upload,
    describe,
    drop_upload,
    keep_upload,
)
from allmende.commons.files.commands.resuming import offset_of
from allmende.commons.files.models import LONGEST_ALT, File, Upload
from allmende.commons.files.pictures import prepare_picture
from allmende.commons.files.rules import may_attach
from allmende.commons.files.uploads import LARGEST_RECORDING
from allmende.foundation.api import Input, Made
from allmende.foundation.problems import problem, problem_of
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.surfaces.api.talk import router
from allmende.surfaces.api.things import thing_at

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
BYTES = "application/offset+octet-stream"


def _header(name: str, example: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "schema": {"type": "string"}, "example": example}


TUS = _header("Tus-Resumable", VERSION)
BEGIN = [
    TUS,
    _header("Upload-Length", "48210"),
    _header("Upload-Metadata", "filename cGxhbi5wZGY=") | {"required": False},
]
GO_ON = [TUS, _header("Upload-Offset", "0")]
BODY = {"content": {BYTES: {"schema": {"type": "string", "format": "binary"}}}}


class UploadedIn(Input):
    """What a picture shows, for those who don't see it."""

    alt: str = Field("", max_length=LONGEST_ALT, examples=["Frogs at the edge of a pond."])


KEEPING = {
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"poster": {"type": "string", "format": "binary"}, "alt": {"type": "string", "maxLength": LONGEST_ALT}},
            }
        }
    }
}  # fmt: skip


def tus(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view speak version 1.0.0 of the protocol, also where it refuses; nothing of it is kept by caches."""

    @wraps(view)
    def spoken(request: HttpRequest, **arguments: Any) -> HttpResponse:
        try:
            if request.headers.get("Tus-Resumable") != VERSION:
                raise Refused(_("Send Tus-Resumable: 1.0.0."), 412)
            answer = view(request, **arguments)
        except Refused as refusal:
            answer = problem_of(request, refusal)
        except Http404:
            answer = problem(request, 404, _("There is nothing here for you."))
        answer.headers["Tus-Resumable"], answer.headers["Tus-Version"] = VERSION, VERSION
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return spoken


@router.speaks("OPTIONS", "/uploads", hidden=True)
def describe_uploads(request: HttpRequest) -> HttpResponse:
    """Say what of the protocol is spoken."""
    said = {
        "Tus-Resumable": VERSION,
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(LARGEST_RECORDING),
    }
    return HttpResponse(status=204, headers=said)


@router.speaks("POST", "/uploads", parameters=BEGIN)
@tus
def begin_file(request: HttpRequest) -> HttpResponse:
    """Begin a file that comes in parts.

    `Location` says where its parts go to, `Upload-Expires` until when. One that is never finished goes by itself.
    """
    name = _metadata(request.headers.get("Upload-Metadata", "")).get("filename", "file")
    upload = begin_upload(request.actor, size=_number(request, "Upload-Length"), name=name)  # type: ignore[attr-defined]
    address = request.build_absolute_uri(f"{request.path}/{upload.id}")
    return _standing(upload, 0, HttpResponse(status=201, headers={"Location": address}))


@router.speaks("HEAD", "/uploads/{uuid:key}", parameters=[TUS])
@tus
def get_offset(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask how much of a file has come, in `Upload-Offset`."""
    upload = _upload(request, key)
    if upload is None:
        raise Http404
    answer = _standing(upload, offset_of(upload), HttpResponse())
    answer.headers["Upload-Length"] = str(upload.size)
    return answer


@router.speaks("PATCH", "/uploads/{uuid:key}", parameters=GO_ON, requestBody=BODY)
@tus
def send_part(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send more of a file, from `Upload-Offset` on; what comes before the line breaks stays."""
    upload = _upload(request, key)
    if upload is None:
        raise Http404
    if request.content_type != BYTES:
        raise Refused(_("Send the bytes with the header Content-Type: application/offset+octet-stream."), 415)
    there = append(upload, _number(request, "Upload-Offset"), request)
    return _standing(upload, there, HttpResponse(status=204))


@router.speaks("DELETE", "/uploads/{uuid:key}", parameters=[TUS])
@tus
def drop_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give up a file that has not all come, or isn't wanted any more."""
    upload = _upload(request, key)
    if upload is None:
        raise Http404
    drop_upload(upload)
    return HttpResponse(status=204)


@router.speaks("POST", "/uploads/{uuid:key}/file", requestBody=KEEPING)
def keep_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a file of an upload that has all come; it stands nowhere yet. Sent again it gives the same answer.

    A video takes the picture that is shown before it plays as `poster`. What says where and when it was made is taken out.
    """
    try:
        poster = request.FILES.get("poster")
        prepared = prepare_picture(poster) if poster else None
        alt = clean_line(request.POST.get("alt", ""))[:LONGEST_ALT]
        file = keep_upload(request.actor, key, poster=prepared, alt=alt)  # type: ignore[attr-defined]
    except Refused as refusal:
        return problem_of(request, refusal)
    return JsonResponse(
        {"id": file.id, "name": file.name, "media_type": file.media_type, "size": file.size}, status=201
    )


def _prepared(request: HttpRequest, key: UUID, upload: UUID, **_others: Any) -> File | None:
    """The file made of what has come, before any lock; None where it was laid beside something before. Raises Refused."""
    require(may_attach(request.actor, thing_at(request, key)))  # type: ignore[attr-defined]
    file = keep_upload(request.actor, upload)  # type: ignore[attr-defined]
    return None if file.thing_id else file


@router.posts("/things/{uuid:key}/files/of/{uuid:upload}", Made, prepare=_prepared)
def add_uploaded_file(request: HttpRequest, key: UUID, upload: UUID, sent: UploadedIn, file: Any = None) -> Any:
    """Lay a file that came in parts beside a thing of yours."""
    thing = thing_at(request, key)
    if file is None:
        raise Http404
    actor = request.actor  # type: ignore[attr-defined]
    if sent.alt:
        describe(actor, file, sent.alt)
    attach(actor, file, thing)
    return {"id": file.id, "url": reverse("thing", args=[thing.id])}


def _upload(request: HttpRequest, key: UUID) -> Upload | None:
    """The caller's own upload."""
    return Upload.objects.filter(id=key, owner=request.actor.id).first()  # type: ignore[attr-defined]  # house: one's own


def _standing(upload: Upload, there: int, answer: HttpResponse) -> HttpResponse:
    answer.headers["Upload-Offset"] = str(there)
    answer.headers["Upload-Expires"] = http_date(upload.expires.timestamp())
    return answer


def _number(request: HttpRequest, header: str) -> int:
    written = request.headers.get(header, "")
    if not written.isascii() or not written.isdecimal() or len(written) > 15:
        raise Refused(
            _("Send %(header)s as a whole number of bytes.") % {"header": header},
            422,
            errors={header: _("A whole number.")},
        )
    return int(written)


def _metadata(written: str) -> dict[str, str]:
    """Read pairs of a name and a base64 value, separated by commas; what can't be read is left out."""
    found = {}
    for pair in written[:4000].split(","):
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode().replace("\0", "")
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found
