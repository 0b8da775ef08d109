"""The keys of spaces, unwrapped for whoever reads or writes files (they are made in `commands/keys.py`)."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from allmende.commons.files.models import SpaceKey
from allmende.foundation.encryption import DamagedError
from allmende.foundation.wrapping import unwrap


def secret_of(key: SpaceKey) -> bytes:
    """Return a key's 32 bytes. Raises DamagedError when it can't be unwrapped."""
    return _unwrapped(key.id, key.master, bytes(key.wrapped))


def secret_by_id(key_id: UUID) -> bytes:
    """Return the 32 bytes of the key that a ciphertext names. Raises DamagedError for one that is not here."""
    key = SpaceKey.objects.filter(id=key_id).first()
    if key is None:
        raise DamagedError(f"The key {key_id} is not in this database.")
    return secret_of(key)


def purpose_of(key_id: UUID) -> str:
    """Return what a key's wrapping is bound to, so that no key passes for another."""
    return f"space key {key_id}"


@lru_cache(maxsize=1024)
def _unwrapped(key_id: UUID, master: str, wrapped: bytes) -> bytes:
    return unwrap(master, wrapped, purpose_of(key_id))
