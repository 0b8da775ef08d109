"""Keys: one master key outside the database, and a derived key for each purpose."""

import hashlib
import hmac
import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings


def master_key(folder: Path) -> bytes:
    """Return the node's master key (32 bytes), made on first use in `folder/keys/master`, readable by its owner only.

    Two processes that start at once agree on one key: the file appears whole or not at all.
    """
    path = folder / "keys" / "master"
    if not path.exists():
        write_key(path)
    return read_key(path)


def write_key(path: Path) -> None:
    """Make a key (32 random bytes) in a file of its owner's alone; where there is one already, that one stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(32))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # another process was first: its key counts
        os.link(draft, path)
    draft.unlink()


def read_key(path: Path) -> bytes:
    """Return a key's 32 bytes. Raises ValueError for a damaged one, FileNotFoundError for one that is gone."""
    key = path.read_bytes()
    if len(key) != 32:
        raise ValueError(f"{path} is damaged: 32 bytes are expected, {len(key)} found. Restore it from a backup.")
    return key


def derive_from(master: bytes, purpose: str) -> bytes:
    """Return a 32-byte key for a purpose (HKDF-Expand with SHA-256, RFC 5869 section 2.3, one block)."""
    return hmac.new(master, purpose.encode() + b"\x01", hashlib.sha256).digest()


@cache
def derive(purpose: str) -> bytes:
    """Return this node's key for a purpose; the same purpose always gives the same key."""
    return derive_from(settings.MASTER_KEY, purpose)


def sign(purpose: str, message: str) -> str:
    """Return a signature of 32 hex digits over a message."""
    return hmac.new(derive(purpose), message.encode(), hashlib.sha256).hexdigest()[:32]


def is_signed(purpose: str, message: str, signature: str) -> bool:
    """Say whether a signature is ours, in constant time."""
    return hmac.compare_digest(sign(purpose, message).encode(), signature.encode())
