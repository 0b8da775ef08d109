"""Stores of bytes behind Django's storage interface: a folder, or any store that speaks S3. A file appears whole or not at all."""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage
from django.utils._os import safe_join
from django.utils.deconstruct import deconstructible

IN_MEMORY = 1_000_000
"""Bytes of an object that are held in memory; what is larger goes to a temporary file."""


RETRIES = 2
"""How often a request that the store did not answer is sent again."""


FETCHED_WHOLE = 40_000_000
"""Bytes of an object that is fetched as a whole."""
AHEAD = 4_000_000
"""Bytes that are fetched at once of a larger one."""


class StoreGoneError(OSError):
    """The store can't be reached or lets us not in; the sentence says what it said."""


class FolderStorage(FileSystemStorage):
    """Django's folder storage, but a file appears whole and on disk, or not at all."""

    def _save(self, name: str, content: File[bytes]) -> str:
        path = safe_join(str(self.location), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        draft = f"{path}.{secrets.token_hex(4)}.part"
        try:
            with open(draft, "wb") as file:
                file.writelines(content.chunks())
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        except BaseException:
            if os.path.exists(draft):
                os.unlink(draft)
            raise
        return name


@deconstructible
class S3Storage(Storage):
    """A bucket of a store that speaks S3, at `s3://key:secret@host[:port]/bucket[/prefix][?region=…]`.

    An object is there once all of it has arrived (S3 itself sees to that). What is read is fetched whole, so that it can be
    checked before anyone gets a byte of it; of a recording of more than `FETCHED_WHOLE` only what is asked for, since each piece of it is
    checked by itself. `s3+http://` is for a store on this machine or beside it.
    """

    def __init__(self, address: str) -> None:
        self._parts = urlsplit(address)
        self._opened: Any = None

    @property
    def _store(self) -> Any:
        if self._opened is None:
            self._opened = _bucket(self._parts)
        return self._opened

    def _save(self, name: str, content: File[bytes]) -> str:
        import obstore  # slow import

        with _in_our_words():
            obstore.put(self._store, name, content.chunks())
        return name

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        import obstore  # slow import

        with _in_our_words():
            found = obstore.get(self._store, name)
        if (size := int(found.meta["size"])) > FETCHED_WHOLE:
            return File(cast(IO[bytes], Remote(self._store, name, size)), name)
        held = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - handed over open
        try:
            with _in_our_words():
                for piece in found:
                    held.write(piece)
        except BaseException:
            held.close()
            raise
        held.seek(0)
        return File(held, name)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: ours are never given twice, and asking would cost a request."""
        return name

    def delete(self, name: str) -> None:
        """Delete an object; what is gone already is no error."""
        import obstore  # slow import

        if name:
            with _in_our_words():
                obstore.delete(self._store, name)

    def exists(self, name: str) -> bool:
        """Whether there is an object."""
        try:
            return bool(self._head(name))
        except FileNotFoundError:
            return False

    def size(self, name: str) -> int:
        """Bytes of an object. Raises FileNotFoundError."""
        return int(self._head(name)["size"])

    def get_modified_time(self, name: str) -> datetime:
        """When an object was written. Raises FileNotFoundError."""
        found: datetime = self._head(name)["last_modified"]
        return found

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Folders and objects below a path; both empty where there is nothing."""
        import obstore  # slow import

        with _in_our_words():
            found = obstore.list_with_delimiter(self._store, path or None)
        folders = [each.rsplit("/", 1)[-1] for each in found["common_prefixes"]]
        return folders, [each["path"].rsplit("/", 1)[-1] for each in found["objects"]]

    def _head(self, name: str) -> Any:
        import obstore  # slow import

        with _in_our_words():
            return obstore.head(self._store, name)


class Remote(io.RawIOBase):
    """A large object, fetched as it is read: from any place, `AHEAD` bytes at a time."""

    def __init__(self, store: Any, name: str, size: int) -> None:
        self._store, self._name, self.size = store, name, size
        self._at, self._start, self._held = 0, 0, b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be begun anywhere."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; reading behind the end gives nothing."""
        self._at = max(0, {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence] + offset)
        return self._at

    def tell(self) -> int:
        """Where the next read begins."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """As many bytes as asked for; fewer only at the end. Raises StoreGoneError."""
        end = self.size if size < 0 else min(self.size, self._at + size)
        pieces = []
        while self._at < end:
            pieces.append(self._piece(end))
            self._at += len(pieces[-1])
        return b"".join(pieces)

    def _piece(self, end: int) -> bytes:
        import obstore  # slow import

        if not self._start <= self._at < self._start + len(self._held):
            with _in_our_words():
                last = min(self.size, self._at + AHEAD)
                self._held = bytes(obstore.get_range(self._store, self._name, start=self._at, end=last))
            self._start = self._at
        return self._held[self._at - self._start : end - self._start]


def store_at(address: str) -> Storage:
    """Return the store at an address: `s3://…`, `s3+http://…`, or a folder's path."""
    return S3Storage(address) if address.startswith(("s3://", "s3+http://")) else FolderStorage(location=address)


def _bucket(parts: Any) -> Any:
    from obstore.store import S3Store  # slow import

    bucket, _slash, prefix = parts.path.strip("/").partition("/")
    plain = parts.scheme == "s3+http"
    host = parts.netloc.rpartition("@")[2]
    return S3Store(
        bucket,
        prefix=prefix or None,
        endpoint=f"{'http' if plain else 'https'}://{host}",
        access_key_id=unquote(parts.username or ""),
        secret_access_key=unquote(parts.password or ""),
        region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
        virtual_hosted_style_request=False,
        client_options={"timeout": "60s", "connect_timeout": "3s", "allow_http": plain},
        retry_config={"max_retries": RETRIES, "retry_timeout": timedelta(seconds=10)},
    )


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Turn what the library says into FileNotFoundError, or StoreGoneError for all else; its own words never hold the secret."""
    from obstore.exceptions import BaseError, NotFoundError  # slow import

    try:
        yield
    except NotFoundError as error:
        raise FileNotFoundError(str(error)[:300]) from error
    except (BaseError, PermissionError) as error:
        said = " ".join(str(error).partition("Debug source:")[0].split())[:300]
        raise StoreGoneError(f"The store of files says: {said}") from error
