"""Keys that lie in the database lie there wrapped; the master keys that unwrap them are files in a folder outside it.

The folder is `keys/files` beside the node's own master key. Each file there is a key and named by its id; ids sort by
time, and the newest key wraps. Older ones stay until nothing is wrapped under them, and longer for older backups.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from allmende.foundation import clock
from allmende.foundation.encryption import DamagedError
from allmende.foundation.keys import read_key, write_key


def folder() -> Path:
    """Where the master keys of files lie."""
    return Path(settings.DATA) / "keys" / "files"


def master_ids() -> list[str]:
    """Return the ids of all master keys, the newest last."""
    return sorted(path.name for path in folder().glob("*") if len(path.name) == 32) if folder().is_dir() else []


def make_master() -> str:
    """Make a master key, which wraps from now on; return its id."""
    name, known = clock.new_id().hex, master_ids()
    if known and name <= known[-1]:  # the clock was set back
        name = f"{int(known[-1], 16) + 1:032x}"
    write_key(folder() / name)
    return name


def newest_master() -> str:
    """Return the id of the key that wraps, made on first use."""
    known = master_ids()
    return known[-1] if known else make_master()


def wrap(key: bytes, about: str) -> tuple[str, bytes]:
    """Return a key wrapped under the newest master key, and that one's id (AES-256-GCM, bound to what it is for)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow import

    master, nonce = newest_master(), os.urandom(12)
    return master, nonce + AESGCM(_master(str(folder()), master)).encrypt(nonce, key, f"{master}:{about}".encode())


def unwrap(master: str, wrapped: bytes, about: str) -> bytes:
    """Return a wrapped key. Raises DamagedError, with what to do, where its master key is gone or it is damaged."""
    from cryptography.exceptions import InvalidTag  # slow import
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow import

    try:
        cipher = AESGCM(_master(str(folder()), master))
        return cipher.decrypt(wrapped[:12], wrapped[12:], f"{master}:{about}".encode())
    except FileNotFoundError as error:
        raise DamagedError(f"The master key {master} is missing. Put it back from a backup: {folder()}.") from error
    except (InvalidTag, ValueError) as error:
        raise DamagedError(f"A key wrapped under the master key {master} is damaged.") from error


@lru_cache(maxsize=8)
def _master(where: str, name: str) -> bytes:
    return read_key(Path(where) / name)
