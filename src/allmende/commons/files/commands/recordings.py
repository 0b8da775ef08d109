"""Videos and sound: kept when all of them has come, with captions and what is said in them."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.core.files.base import File as Content
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.activities import FileDescribed
from allmende.commons.files.commands.files import keep, where
from allmende.commons.files.commands.resuming import drop_upload, read_upload
from allmende.commons.files.documents import prepare_document
from allmende.commons.files.judging import prepare_recording
from allmende.commons.files.models import Captions, File, Upload
from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.commons.files.recordings.captions import read_captions
from allmende.commons.files.rules import may_attach, may_change
from allmende.commons.files.uploads import LARGEST_RECORDING, picture_type
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import LANGUAGES, Actor

LONGEST_TRANSCRIPT = 100_000
"""Characters."""


def keep_upload(actor: Actor, key: UUID, *, poster: Prepared | None = None, alt: str = "") -> File:
    """Make a file of an upload of one's own that has all come; it stands nowhere yet, and is `attach`ed to a thing later.

    Called again for the same upload it returns the same file. Its bytes are judged, cleaned and written outside of any transaction; killed on
    the way the upload is still there. Raises Refused: 404, 409 not all here, 410, 413, 422 in words, 507 no room.
    """
    require(may_attach(actor, None))
    if file := _kept(actor, key):
        return file
    upload = Upload.objects.filter(id=key, owner=actor).first()
    if upload is None:
        raise Refused(_("There is nothing here for you."), 404)
    prepared = prepare_upload(read_upload(upload), poster)
    try:
        file = keep(actor, prepared, thing=None, alt=alt, file_id=upload.id)
    except IntegrityError:  # the same request, sent twice at once
        file = _kept(actor, key)
        if file is None:
            raise
    drop_upload(upload)
    return file


def prepare_upload(content: Content[bytes], poster: Prepared | None = None) -> Prepared:
    """Judge a file that came in parts, by its content. Raises Refused in words."""
    head = content.read(4096)
    if picture_type(head):
        return prepare_picture(content)
    return prepare_recording(content, poster, most=LARGEST_RECORDING) or prepare_document(content)


def _kept(actor: Actor, key: UUID) -> File | None:
    return File.objects.filter(id=key, owner=actor).first()


@transaction.atomic
def set_captions(actor: Actor, file: File, language: str, content: bytes | None) -> None:
    """Give a video captions in a language, in place of those it had; None takes them away. Raises Refused: 403, 404 no video, 413, 422."""
    require(may_change(actor, file))
    recording = getattr(file, "recording", None)
    if recording is None or recording.width is None:
        raise Refused(_("Captions belong to videos."), 404)
    if language not in dict(LANGUAGES):
        raise Refused(_("Choose the language of the captions."), 422)
    if content is None:
        Captions.objects.filter(recording=recording, language=language).delete()
    else:
        text = read_captions(content)
        known = {"text": text, "digest": hashlib.sha256(text.encode()).hexdigest()[:12]}
        Captions.objects.update_or_create(recording=recording, language=language, defaults=known)
    _tell(actor, file)


@transaction.atomic
def transcribe(actor: Actor, file: File, text: str) -> None:
    """Write down what is said in a recording, for those who don't hear it. Raises Refused: 403, 404 no recording, 422 too long."""
    require(may_change(actor, file))
    recording = getattr(file, "recording", None)
    if recording is None:
        raise Refused(_("There is nothing here for you."), 404)
    recording.transcript = clean_text(text)
    if len(recording.transcript) > LONGEST_TRANSCRIPT:
        raise Refused(_("What is said is longer than 100,000 characters."), 422)
    recording.save(update_fields=["transcript"])
    _tell(actor, file)


def _tell(actor: Actor, file: File) -> None:
    record(FileDescribed(actor=actor.id, **where(file.thing), file=file.id))
