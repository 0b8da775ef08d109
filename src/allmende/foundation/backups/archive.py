"""The archive's file: a ZIP that says at its end whether it is whole, or the same sealed with age (age-encryption.org/v1).

Knows nothing of databases and needs no settings, so that an archive can be looked at before a node is there.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import RawIOBase
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from allmende.foundation.verdicts import Refused

BLANK = b"sha256:" + b"0" * 64
"""The ZIP's comment while it is written; its last 64 bytes become the digest of all that stands before them."""

AGE = b"age-encryption.org/v1"
ARMOUR, ARMOUR_END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----\n"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Lock:
    """What an archive is sealed with: a public key (`age1…`), or a passphrase."""

    recipient: str = ""
    passphrase: str = ""


@dataclass(frozen=True)
class Key:
    """What opens a sealed archive: the text of an identity file (`AGE-SECRET-KEY-1…`), or the passphrase."""

    identity: str = ""
    passphrase: str = ""


def new_key() -> tuple[str, str]:
    """Return a new pair: the identity that opens (keep it away from the node), and the public key that seals."""
    from pyrage import x25519  # slow import

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


# ── Writing ──


@contextmanager
def new_archive(path: Path, lock: Lock | None = None) -> Iterator[ZipFile]:
    """Write an archive that stands at `path` whole and on disk once the block has ended, or not at all.

    Only its owner may read it. Memory stays flat: what is put in goes straight to the disk.
    """
    draft = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "r+b") as file:
            with (
                _sealed(file, lock) if lock else _summed(file) as stream,
                ZipFile(stream, "w", ZIP_DEFLATED) as archive,
            ):
                archive.comment = BLANK
                yield archive
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
        _sync(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Make a file's new name last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Sum(RawIOBase):
    """A stream that can't be sought in, and digests what passes, but for the last 64 bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest, self.tail = file, sha256(), b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.file.write(data)
        seen = self.tail + bytes(data)
        self.digest.update(seen[:-64])
        self.tail = seen[-64:]
        return len(data)


@contextmanager
def _summed(file: IO[bytes]) -> Iterator[_Sum]:
    stream = _Sum(file)
    yield stream
    file.seek(-64, os.SEEK_END)
    file.write(stream.digest.hexdigest().encode())


@contextmanager
def _sealed(file: IO[bytes], lock: Lock) -> Iterator[IO[bytes]]:
    """Seal what is written into the stream, in a thread of its own at the other end of a pipe."""
    import pyrage  # slow import

    recipient = _recipient(lock, file)
    source, sink = os.pipe()
    failures: list[BaseException] = []

    def seal() -> None:
        try:
            with os.fdopen(source, "rb") as plain:
                pyrage.encrypt_io(plain, file, [recipient])
        except BaseException as error:  # noqa: BLE001  told in the thread that waits
            failures.append(error)

    thread = threading.Thread(target=seal, name="seal", daemon=True)
    thread.start()
    try:
        with os.fdopen(sink, "wb") as stream:
            yield stream
    except BrokenPipeError:
        if not failures:
            raise
    thread.join()
    if failures:
        raise failures[0]


def _recipient(lock: Lock, file: IO[bytes]) -> Any:
    """Return the public key to seal with. With a passphrase it is a fresh one, whose identity goes first into the file."""
    from pyrage import RecipientError, passphrase, x25519  # slow import

    if lock.passphrase:
        identity = x25519.Identity.generate()
        file.write(passphrase.encrypt(str(identity).encode(), lock.passphrase, armored=True).rstrip() + b"\n")
        return identity.to_public()
    try:
        return x25519.Recipient.from_str(lock.recipient)
    except RecipientError as error:
        raise Refused(
            f"“{lock.recipient}” is no public key: it begins with age1 (allmende backup --new-key).", 422
        ) from error


# ── Reading ──


def needs(path: Path) -> str:
    """Return what opens an archive: nothing (""), "identity" or "passphrase". Raises Refused (422) for what is none."""
    with path.open("rb") as file:
        head = file.read(len(ARMOUR))
    if head.startswith(b"PK"):
        return ""
    if head.startswith(AGE):
        return "identity"
    if head.startswith(ARMOUR):
        return "passphrase"
    raise Refused(f"{path.name} is no archive of Allmende's, or its beginning is damaged. Nothing was changed.", 422)


@contextmanager
def open_archive(path: Path, key: Key | None = None, *, room: Path | None = None) -> Iterator[ZipFile]:
    """Open an archive whose every byte has been checked. A sealed one is opened into a nameless file in `room` first.

    Raises Refused (422) for one that is damaged, cut off, or sealed for another key.
    """
    kind = needs(path)
    with path.open("rb") as file, TemporaryFile(dir=room) as clear:
        if kind:
            _unseal(file, clear, kind, key or Key())
        else:
            _check(file)
        try:
            archive = ZipFile(clear if kind else file)
        except BadZipFile as error:
            raise _damaged() from error
        with archive:
            yield archive


def _damaged() -> Refused:
    return Refused(
        "The archive is damaged or cut off: it is not what was written. Nothing was changed; take another.", 422
    )


def _check(file: IO[bytes]) -> None:
    """Hold an archive against the digest at its end."""
    rest = file.seek(0, os.SEEK_END) - 64
    if rest < 64:
        raise _damaged()
    file.seek(0)
    digest = sha256()
    while rest:
        chunk = file.read(min(CHUNK, rest))
        if not chunk:
            raise _damaged()
        digest.update(chunk)
        rest -= len(chunk)
    if file.read() != digest.hexdigest().encode():
        raise _damaged()
    file.seek(0)


def _unseal(file: IO[bytes], clear: IO[bytes], kind: str, key: Key) -> None:
    import pyrage  # slow import

    identity = _identity(file, key) if kind == "passphrase" else key.identity
    secrets = [line.strip() for line in identity.splitlines() if line.startswith("AGE-SECRET-KEY-1")]
    if not secrets:
        raise Refused("The archive is sealed. Name the file with its key: --identity FILE.", 422)
    try:
        pyrage.decrypt_io(file, clear, [pyrage.x25519.Identity.from_str(secret) for secret in secrets])
    except pyrage.IdentityError as error:
        raise Refused("What was given is no key: it begins with AGE-SECRET-KEY-1.", 422) from error
    except (pyrage.DecryptError, OSError) as error:
        raise Refused(
            f"The archive can't be opened: sealed for another key, damaged or cut off ({error}).", 422
        ) from error


def _identity(file: IO[bytes], key: Key) -> str:
    """Return the identity that stands before the archive, behind the passphrase; the file goes on after it."""
    from pyrage import DecryptError, passphrase  # slow import

    head = b""
    while not head.endswith(ARMOUR_END):
        line = file.readline(100)
        if not line or len(head) > 4000:
            raise _damaged()
        head += line
    if not key.passphrase:
        raise Refused(
            "The archive is sealed with a passphrase. Type it when asked, or name its file: --passphrase-file.", 422
        )
    try:
        return str(passphrase.decrypt(head, key.passphrase), "ascii")
    except DecryptError as error:
        raise Refused("That is not the archive's passphrase, or the archive is damaged.", 422) from error


def copy(source: IO[bytes], target: IO[bytes]) -> tuple[int, str]:
    """Copy to the end; return how many bytes, and their SHA-256."""
    count, digest = 0, sha256()
    while chunk := source.read(CHUNK):
        target.write(chunk)
        digest.update(chunk)
        count += len(chunk)
    return count, digest.hexdigest()


def place_keys(source: ZipFile, data: Path) -> list[Path]:
    """Lay the archive's keys into a data folder that has none; return what was laid there. Needs no settings."""
    folder, laid = data / "keys", []
    if folder.exists():
        return []
    for name in [name for name in source.namelist() if name.startswith("keys/")]:
        path = folder / name.removeprefix("keys/")
        if ".." in path.parts:
            raise Refused("The archive names a key outside its folder.", 422)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(source.read(name))
        laid.append(path)
    return laid
