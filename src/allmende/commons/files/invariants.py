"""What holds of every file: it has an owner (the table sees to that), and its bytes are those that were handed in."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from allmende.commons.files import storage
from allmende.commons.files.models import File
from allmende.foundation.doors import Invariant


def _lost() -> Iterator[str]:
    for file in File.objects.order_by("id").iterator(chunk_size=500):
        if (found := digest_of(file)) is None:
            yield f"the bytes of {file.id} are not there"
        elif found != file.digest:
            yield f"the bytes of {file.id} are damaged"


def digest_of(file: File) -> str | None:
    """Return the SHA-256 of a file's main version as it is stored now; None where it is not there, or can't be read."""
    digest = sha256()
    try:
        main = next(name for name in storage.versions_of(file.id) if name.startswith(("full.", "file.")))
        with storage.open_version(file.id, main) as stored:
            while chunk := stored.read(1 << 20):
                digest.update(chunk)
    except (OSError, StopIteration, ValueError):
        return None
    return digest.hexdigest()


INVARIANTS = (
    Invariant(
        "files", "Every file's bytes are there, and are those that were handed in.", _lost,
        "Take these files out of the newest backup in which they are whole: allmende restore --trial says which.",
    ),
)  # fmt: skip
