"""A part of a file, as players of sound and film ask for it (RFC 9110, section 14)."""

from __future__ import annotations

import re
from typing import BinaryIO

from allmende.foundation.encryption import CHUNK

type Span = tuple[int, int]
"""The first byte and the one behind the last."""

NEVER: Span = (0, 0)
"""What is asked for lies behind the end."""

_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


MOST = 4_000_000
"""Bytes of one answer to a player that asks for all the rest: it asks again, and holds no thread while it plays."""


def wanted_part(asked: str, size: int, most: int | None = None) -> Span | None:
    """Return the part that a `Range` asks for, or its first `most` bytes; None for all of it, which also answers what we don't read
    (several parts).
    """
    match = _ONE_RANGE.fullmatch(asked.strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        span = (max(0, size - int(last)), size)
    else:
        span = (int(first), min(size, int(last) + 1) if last else size)
        if last and int(last) < int(first):
            return None  # nonsense is passed over
    if most:
        span = (span[0], min(span[1], span[0] + most))
    return span if span[0] < span[1] else NEVER


class PartOf:
    """A file-like view of a part, for a response that streams."""

    def __init__(self, content: BinaryIO, span: Span) -> None:
        self._content, self._left = content, span[1] - span[0]
        content.seek(span[0])

    def read(self, size: int = CHUNK) -> bytes:
        """The next bytes of the part."""
        piece = self._content.read(min(size if size >= 0 else self._left, self._left))
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Close the file."""
        self._content.close()
