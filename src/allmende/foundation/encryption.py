"""Large things encrypted in chunks: any part can be read by itself; no part can be changed, moved, swapped or cut off.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: *Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance*, CRYPTO 2015, section 7) as age lays it out (age-encryption.org/v1, *Payload*): a key of its own for each
ciphertext, the chunk's number and "this is the last one" in its nonce. Here with AES-256-GCM, and with what it is the
ciphertext of (`about`) in the derivation of the key, so that one file can't be put in another's place.

    head:   8 bytes "ALMENDE1" | 16 bytes id of the key | 32 bytes salt
    chunk:  up to 65,536 bytes encrypted | 16 bytes tag
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"ALMENDE1"
CHUNK = 65_536
TAG = 16
HEAD = len(MAGIC) + 16 + 32


class DamagedError(ValueError):
    """What lies there is not what was stored: changed, cut off, or under another key."""


def encrypt(source: BinaryIO, key: bytes, key_id: UUID, about: str) -> Iterator[bytes]:
    """Yield the ciphertext of a source: its head, then chunk by chunk. `key` has 32 bytes."""
    salt = os.urandom(32)
    yield MAGIC + key_id.bytes + salt
    cipher = _cipher(key, salt, about)
    piece, number = source.read(CHUNK), 0
    while True:
        following = source.read(CHUNK)
        yield cipher.encrypt(_nonce(number, is_last=not following), piece, None)
        if not following:
            return
        piece, number = following, number + 1


def key_of(source: BinaryIO) -> UUID | None:
    """Return the id of the key that a ciphertext's head names, None for what is no ciphertext; the source is rewound."""
    source.seek(0)
    head = source.read(HEAD)
    source.seek(0)
    return UUID(bytes=head[8:24]) if len(head) == HEAD and head.startswith(MAGIC) else None


class Decrypted(io.RawIOBase):
    """A ciphertext as the plain bytes in it: read, sought and measured like a file, never more than a chunk in memory.

    Opening it checks head and end, so that a file that was cut off is never begun. Every read raises DamagedError
    rather than return a byte that was not stored.
    """

    def __init__(self, source: BinaryIO, key_for: Callable[[UUID], bytes], about: str) -> None:
        self._source = source
        key_id = key_of(source)
        if key_id is None:
            raise DamagedError("This is no ciphertext, or its head is damaged.")
        size = source.seek(0, io.SEEK_END) - HEAD
        self._last = max(0, -(-size // (CHUNK + TAG)) - 1)
        self.size = size - (self._last + 1) * TAG
        source.seek(len(MAGIC) + 16)
        self._cipher = _cipher(key_for(key_id), source.read(32), about)
        self._at, self._held = 0, (-1, b"")
        self._chunk(self._last)

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
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        """Fill a buffer, at most to the end of the chunk in hand."""
        if self._at >= self.size:
            return 0
        number, offset = divmod(self._at, CHUNK)
        piece = self._chunk(number)[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        """Close the ciphertext too."""
        if not self.closed:
            self._source.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag  # slow import

        if self._held[0] != number:
            self._source.seek(HEAD + number * (CHUNK + TAG))
            sealed = self._source.read(CHUNK + TAG)
            try:
                plain = self._cipher.decrypt(_nonce(number, is_last=number == self._last), sealed, None)
            except (InvalidTag, ValueError) as error:
                raise DamagedError(f"Chunk {number} is damaged, or the end is missing.") from error
            self._held = (number, plain)
        return self._held[1]


def _cipher(key: bytes, salt: bytes, about: str) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow import
    from cryptography.hazmat.primitives.hashes import SHA256  # slow import
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # slow import

    return AESGCM(HKDF(SHA256(), 32, salt, b"allmende chunks 1:" + about.encode()).derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
