"""The one place through which bytes go in and out: where they lie, plain or encrypted, whole or not at all.

A folder, or a store that speaks S3 (`stores.py`): both behind Django's storage interface. What is written is never changed:
whenever a file's bytes have to lie otherwise they are written to a new place, its row points there, and the old place goes.
"""

from __future__ import annotations

import hashlib
import io
import logging
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from errno import EDQUOT, ENOSPC
from functools import partial
from typing import BinaryIO, cast
from uuid import UUID

from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.keyring import secret_by_id, secret_of
from allmende.commons.files.models import File, Part, SpaceKey
from allmende.commons.files.pictures import Source, opened
from allmende.foundation.backups.models import is_backup_running
from allmende.foundation.encryption import CHUNK, DamagedError, Decrypted, encrypt, key_of
from allmende.foundation.verdicts import Refused

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Written:
    """What was stored: the SHA-256 of each version in hex, and the bytes of all of them."""

    digests: dict[str, str]
    stored: int


class Counted(io.RawIOBase):
    """A source that is read once, from its beginning: what went through it is counted and hashed."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self.size, self.digest = source, 0, hashlib.sha256()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, as many as asked for; fewer only at the end."""
        piece = self._source.read(size)
        self.digest.update(piece)
        self.size += len(piece)
        return piece

    def close(self) -> None:
        """Close the source too."""
        self._source.close()
        super().close()


class Plain(Content):
    """Something on its way to the storage as it is."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Its bytes, once."""
        yield from _pieces(self.file)


class Encrypted(Content):
    """Something on its way to the storage: encrypted piece by piece, never held as a whole."""

    def __init__(self, source: BinaryIO, key: SpaceKey, about: str) -> None:
        super().__init__(source)
        self._pieces = encrypt(source, secret_of(key), key.id, about)

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The ciphertext, once."""
        yield from self._pieces


def folder_of(file_id: UUID, place: str = "") -> str:
    """Where a file's versions lie: `<aa>/<id>[/<place>]`, aa being the id's last two digits (its first ones are the time)."""
    return "/".join(part for part in (file_id.hex[-2:], str(file_id), place) if part)


def new_place() -> str:
    """A name for a place that was never used."""
    return secrets.token_hex(8)


def write(file_id: UUID, contents: Mapping[str, Source], *, place: str = "", key: SpaceKey | None = None) -> Written:
    """Store all versions of a file in a new place, or none; under a key or plain. Nothing that is large is held as a whole."""
    digests, stored = {}, 0
    try:
        for name, content in contents.items():
            path = f"{folder_of(file_id, place)}/{name}"
            with Counted(opened(content)) as source:
                coming: BinaryIO = source  # type: ignore[assignment]
                default_storage.save(path, Encrypted(coming, key, f"{file_id}/{name}") if key else Plain(coming))
                digests[name], stored = source.digest.hexdigest(), stored + source.size
    except OSError as error:
        log.error("File %s can't be stored: %s", file_id, error)
        _take_back(file_id, place)
        raise _sorry(error) from error
    except BaseException:
        _take_back(file_id, place)
        raise
    return Written(digests, stored)


def _take_back(file_id: UUID, place: str) -> None:
    """Remove what was written so far; where even that fails the sweep does it."""
    with suppress(OSError):
        erase_place(file_id, place)


def _sorry(error: OSError) -> Refused:
    if error.errno in {ENOSPC, EDQUOT}:
        return Refused(
            _("There is no room left on this server. Whoever runs it has to make some; nothing was stored."), 507
        )
    return Refused(_("Files can't be stored just now. Try again in a few minutes; nothing was stored."), 503)


def open_version(file: File | Part, name: str, *, is_checked: bool = True) -> BinaryIO:
    """Open one version for reading, begun anywhere; raises FileNotFoundError, and DamagedError for what isn't what was stored.

    Nothing is handed over unchecked: what lies plain is held against its digest here, what is encrypted is gone through
    once. That costs a millisecond for a picture, and a damaged file is not even begun. A recording, of gigabytes and asked for in parts, is
    not gone through (`is_checked`): it always lies encrypted, and each piece is checked as it is read.
    """
    source = cast(BinaryIO, default_storage.open(f"{folder_of(file.id, file.place)}/{name}", "rb"))
    try:
        plain = source if file.key is None else cast(BinaryIO, Decrypted(source, _only(file.key), f"{file.id}/{name}"))
        digest = _digest(plain) if is_checked or file.key is None else file.digests.get(name, "")
    except BaseException:
        source.close()
        raise
    if digest != file.digests.get(name, digest):
        source.close()
        raise DamagedError("The bytes are not those that were stored.")
    return plain


def read_versions(file: File) -> dict[str, bytes]:
    """Return all versions of a file, checked; those that its row names, or for an older row those that lie there."""
    contents = {}
    for name in _names(file):
        with open_version(file, name) as version:
            contents[name] = version.read()
    return contents


def versions_of(file: File) -> dict[str, Source]:
    """Return each version of a file, open and checked, none of them held as a whole. Raises DamagedError, FileNotFoundError."""
    return {name: partial(_as_it_is, open_version(file, name)) for name in _names(file)}


def _as_it_is(source: BinaryIO) -> BinaryIO:
    return source


def _names(file: File) -> Iterable[str]:
    return file.digests or default_storage.listdir(folder_of(file.id, file.place))[1]


def measured(file: File) -> Written:
    """Return what there is of a file, read and checked piece by piece. Raises DamagedError, FileNotFoundError."""
    digests, stored = {}, 0
    for name in _names(file):
        with open_version(file, name, is_checked=False) as source:
            counted = Counted(source)
            while counted.read(CHUNK):
                pass
            digests[name], stored = counted.digest.hexdigest(), stored + counted.size
        if digests[name] != file.digests.get(name, digests[name]):
            raise DamagedError("The bytes are not those that were stored.")
    return Written(digests, stored)


def write_private(path: str, source: BinaryIO, key: SpaceKey) -> None:
    """Store something that belongs to no thing (an archive for one person), encrypted; replaces what lies there."""
    default_storage.delete(path)
    default_storage.save(path, Encrypted(source, key, path))


def open_private(path: str) -> BinaryIO:
    """Open what `write_private` stored; raises FileNotFoundError or DamagedError. What an older version wrote lies plain."""
    source = cast(BinaryIO, default_storage.open(path, "rb"))
    return source if key_of(source) is None else cast(BinaryIO, Decrypted(source, secret_by_id, path))


def erase(file_id: UUID) -> None:
    """Remove all versions of a file, in all places; what is gone already is no error."""
    for place in ("", *_folders_in(folder_of(file_id))):
        if place:
            erase_place(file_id, place)
    erase_place(file_id, "")


def erase_place(file_id: UUID, place: str) -> None:
    """Remove the versions that lie in one place of a file.

    While a backup is made they stay, for its snapshot may know them: the sweep takes them away afterwards.
    """
    if is_backup_running():
        return
    folder = folder_of(file_id, place)
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    if not folders:
        default_storage.delete(folder)  # an empty folder, where there are folders
    if place and default_storage.listdir(folder_of(file_id)) == ([], []):
        default_storage.delete(folder_of(file_id))


def everything() -> Iterator[tuple[UUID, str, datetime]]:
    """All places of files that have bytes: the file, the place, and when the last of these were written."""
    for shelf in _folders_in(""):
        for folder in _folders_in(shelf):
            try:
                file_id = UUID(folder)
            except ValueError:
                continue
            for place in ("", *_folders_in(f"{shelf}/{folder}")):
                if written := _written(f"{shelf}/{folder}/{place}".rstrip("/"), is_place=bool(place)):
                    yield file_id, place, written


def _written(path: str, *, is_place: bool) -> datetime | None:
    """When the last bytes of a place were written; None for a folder that only holds places."""
    folders, names = default_storage.listdir(path)
    times = [default_storage.get_modified_time(f"{path}/{name}") for name in names]
    if times:
        return max(times)
    return None if folders and not is_place else default_storage.get_modified_time(path)


def _only(key: SpaceKey):  # type: ignore[no-untyped-def]
    """A key for a ciphertext that must be under this one and no other."""

    def key_for(named: UUID) -> bytes:
        if named != key.id:
            raise DamagedError(f"This lies under the key {named}, and {key.id} is expected.")
        return secret_of(key)

    return key_for


def _digest(source: BinaryIO) -> str:
    """The SHA-256 of all that can be read, in hex; the source is rewound."""
    digest = hashlib.sha256()
    for piece in _pieces(source):
        digest.update(piece)
    source.seek(0)
    return digest.hexdigest()


def _pieces(source: BinaryIO) -> Iterable[bytes]:
    while piece := source.read(CHUNK):
        yield piece


def _folders_in(path: str) -> list[str]:
    try:
        return sorted(default_storage.listdir(path)[0])
    except FileNotFoundError:
        return []
