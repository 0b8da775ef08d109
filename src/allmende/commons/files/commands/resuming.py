"""Files that come in parts: begun with their size, interrupted and gone on with, and made into files of things when all is there.

No lock is held while bytes come in. A part is stored first and counts once its row stands; of two that begin at the same offset one
counts, the other's bytes go. What is killed in between leaves bytes without a row, which the sweep takes away.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import IO, Protocol, cast
from uuid import UUID

from django.core.files.base import File as Content
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from allmende.commons.files import storage
from allmende.commons.files.commands.keys import key_in_use
from allmende.commons.files.commands.shares import require_room
from allmende.commons.files.models import NOWHERE, Part, Upload
from allmende.commons.files.rules import may_attach
from allmende.commons.files.uploads import LARGEST, LARGEST_RECORDING, recording_type
from allmende.foundation import clock
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor

KEPT_FOR = timedelta(hours=24)
"""How long an upload may take from its beginning."""
MOST_OPEN = 20
"""Uploads of one person at a time."""
PIECE = 1_000_000
"""Bytes that are stored at once: what is lost at most when it is interrupted."""
CRUMBS = 400
"""So many parts more than pieces an upload may have: lines that break often, not senders of single bytes."""


class Source(Protocol):
    """Where bytes come from, such as a request."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes; none when there are no more. Raises OSError when the sender is gone."""


def begin_upload(actor: Actor, *, size: int, name: str) -> Upload:
    """Announce a file of `size` bytes. Raises Refused: 403, 413 too large, 422 empty, 429 too many at a time, 507 no room."""
    require(may_attach(actor, None))
    if not size:
        raise Refused(_("This file is empty. Choose another one."), 422)
    if size > LARGEST_RECORDING:
        raise _too_large(LARGEST_RECORDING)
    with transaction.atomic():
        require_room(actor, NOWHERE, 0, takes_turns=True)  # of two at the same moment, one after the other
        open_ones = Upload.objects.filter(owner=actor, expires__gt=clock.now()).aggregate(sum=Sum("size"))["sum"] or 0
        require_room(actor, NOWHERE, size + open_ones)
        if Upload.objects.filter(owner=actor, expires__gt=clock.now()).count() >= MOST_OPEN:
            raise Refused(_("Many of your files are on their way. Finish or remove one first."), 429)
        name = clean_line(name)[:255] or "file"
        return Upload.objects.create(owner=actor, name=name, size=size, expires=clock.now() + KEPT_FOR)


def _too_large(limit: int) -> Refused:
    sentence = _("This file is larger than %(limit)s. Make it smaller and try again.")
    return Refused(sentence % {"limit": filesizeformat(limit)}, 413)


def offset_of(upload: Upload) -> int:
    """Return how many bytes of an upload have come."""
    return upload.parts.aggregate(sum=Sum("size"))["sum"] or 0


def append(upload: Upload, offset: int, source: Source) -> int:
    """Take what comes from `offset` on, as much as comes; return how many bytes are there now.

    What came before the sender was gone stays. Raises Refused: 409 for another offset, 410 when its time is over, 413 for more
    than was announced, 429 for crumbs, 507 or 503 when it can't be stored.
    """
    _require_time(upload)
    if offset != (there := offset_of(upload)):
        raise Refused(_("Go on at %(offset)d: so many bytes are here.") % {"offset": there}, 409)
    for piece in _pieces(source):
        if there + len(piece) > upload.size:
            raise Refused(_("There is more than was announced: %(size)d bytes.") % {"size": upload.size}, 413)
        if not there and upload.size > LARGEST and recording_type(piece[:16]) is None:
            raise _too_large(LARGEST)  # known from its beginning: nobody sends a gigabyte for nothing
        _keep(upload, there, piece)
        there += len(piece)
    return there


def _keep(upload: Upload, offset: int, piece: bytes) -> None:
    key, digest = key_in_use(), sha256(piece).hexdigest()
    part = Part(id=clock.new_id(), upload=upload, offset=offset, size=len(piece), digest=digest, key=key)
    storage.write(part.id, {Part.PART: piece}, key=key)
    try:
        with transaction.atomic():
            if Upload.objects.select_for_update().filter(id=upload.id).first() is None:
                raise Refused(_("This upload was taken away."), 410)
            there, count = offset_of(upload), upload.parts.count()
            if there != offset:
                raise Refused(_("Go on at %(offset)d: so many bytes are here.") % {"offset": there}, 409)
            if count >= CRUMBS + upload.size // PIECE:
                raise Refused(_("Send larger pieces, or the whole rest at once."), 429)
            part.save(force_insert=True)
    except BaseException as error:
        storage.erase(part.id)
        if isinstance(error, IntegrityError):
            raise Refused(_("Someone else sends the same piece at this moment. Ask how far it is."), 409) from error
        raise


def _pieces(source: Source) -> Iterator[bytes]:
    """Cut what comes into pieces; what came before the sender was gone is the last one."""
    held = b""
    while read := _read(source, PIECE - len(held)):
        held += read
        if len(held) == PIECE:
            yield held
            held = b""
    if held:
        yield held


def _read(source: Source, size: int) -> bytes:
    try:
        return source.read(size)
    except OSError:  # the sender is gone: they will ask how far it went, and go on there
        return b""


def read_upload(upload: Upload) -> Content[bytes]:
    """Return the file when all of it is there. Raises Refused: 409 while some is missing, 410 when its time is over."""
    _require_time(upload)
    parts = list(upload.parts.select_related("key").order_by("offset"))
    there = sum(part.size for part in parts)
    if there < upload.size:
        sentence = _("%(there)d of %(size)d bytes are here. Send the rest first.")
        raise Refused(sentence % {"there": there, "size": upload.size}, 409)
    return Content(cast(IO[bytes], Whole(parts)), name=upload.name)


class Whole(io.RawIOBase):
    """The parts of an upload as one file, read from any place; one part in memory at a time."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts, self._offsets = parts, [part.offset for part in parts]
        self.size = sum(part.size for part in parts)
        self._at, self._held = 0, (-1, b"")

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be begun anywhere."""
        return True

    def tell(self) -> int:
        """Where the next read begins."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; reading behind the end gives nothing."""
        self._at = max(0, {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence] + offset)
        return self._at

    def read(self, size: int = -1) -> bytes:
        """As many bytes as asked for; fewer only at the end. Raises DamagedError for a part that isn't what came."""
        end = self.size if size < 0 else min(self.size, self._at + size)
        pieces = []
        while self._at < end:
            number = bisect_right(self._offsets, self._at) - 1
            within = self._at - self._offsets[number]
            pieces.append(self._part(number)[within : within + end - self._at])
            self._at += len(pieces[-1])
        return b"".join(pieces)

    def _part(self, number: int) -> bytes:
        if self._held[0] != number:
            with storage.open_version(self._parts[number], Part.PART) as content:
                self._held = (number, content.read())
        return self._held[1]


def drop_upload(upload: Upload) -> None:
    """Take an upload away with all that came of it."""
    drop_uploads(Upload.objects.filter(id=upload.id))


@transaction.atomic
def drop_uploads(uploads: QuerySet[Upload]) -> None:
    """Take uploads away; their bytes go once that is certain."""
    parts: list[UUID] = list(Part.objects.filter(upload__in=uploads).values_list("id", flat=True))
    uploads.delete()
    for part in parts:
        transaction.on_commit(partial(storage.erase, part))


def drop_expired() -> None:
    """Take away the uploads whose time is over."""
    drop_uploads(Upload.objects.filter(expires__lte=clock.now()))


def _require_time(upload: Upload) -> None:
    if upload.expires <= clock.now():
        raise Refused(_("This upload took longer than a day. Begin it again."), 410)
