"""Files that wait to be brought in: each lies below its digest in the node's folder until nobody waits for it any more."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from allmende.foundation.verdicts import Refused, Text


def waiting_file(digest: str, suffix: str) -> Path:
    """Where an uploaded file lies until it is in."""
    return Path(settings.DATA) / "imports" / f"{digest}.{suffix}"


def keep_file(
    chunks: Iterable[bytes], suffix: str, *, most_bytes: int, too_large: Text, empty: Text
) -> tuple[str, int]:
    """Write a file below its SHA-256; return digest and size in bytes. What is refused leaves nothing behind.

    Raises Refused (413, `too_large`) for more than `most_bytes`, (422, `empty`) for nothing.
    """
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{os.getpid()}-{os.urandom(6).hex()}"
    digest, size = hashlib.sha256(), 0
    try:
        with draft.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > most_bytes:
                    raise Refused(too_large, 413)
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise Refused(empty, 422)
        draft.chmod(0o600)
        draft.replace(waiting_file(digest.hexdigest(), suffix))
    finally:
        draft.unlink(missing_ok=True)
    return digest.hexdigest(), size
