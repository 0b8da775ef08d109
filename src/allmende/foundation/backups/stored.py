"""The stored files as they lie there, with their own names and bytes: what is encrypted stays so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from django.core.files.storage import default_storage

DRAFT = ".part"


def all_names(folder: str = "") -> Iterator[str]:
    """Yield the name of every stored file, in order; files that are being written are left out."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        if not name.endswith(DRAFT):
            yield f"{folder}{name}"
    for name in sorted(folders):
        yield from all_names(f"{folder}{name}/")


def opened(name: str) -> IO[bytes]:
    """Open one file's bytes. Raises FileNotFoundError."""
    file: IO[bytes] = default_storage.open(name, "rb")
    return file
