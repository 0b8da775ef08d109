"""What holds of every file: it has an owner (the table sees to that), and its bytes are those that were handed in."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from allmende.commons.files import storage
from allmende.commons.files.models import File
from allmende.foundation.doors import Invariant
from allmende.foundation.encryption import DamagedError


def _lost() -> Iterator[str]:
    for file in File.objects.select_related("key").order_by("id").iterator(chunk_size=500):
        try:
            versions = storage.read_versions(file)
        except FileNotFoundError:
            yield f"the bytes of {file.id} are not there"
        except (OSError, DamagedError):
            yield f"the bytes of {file.id} are damaged"
        else:
            if file.digest not in {sha256(content).hexdigest() for content in versions.values()}:
                yield f"the bytes of {file.id} are not those that were handed in"


INVARIANTS = (
    Invariant(
        "files", "Every file's bytes are there, and are those that were handed in.", _lost,
        "Take these files out of the newest backup in which they are whole: allmende restore --trial says which.",
    ),
)  # fmt: skip
