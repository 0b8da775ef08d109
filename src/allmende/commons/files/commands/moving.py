"""Copying everything from one store to another: every object verified, started again it goes on where it stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.files.storage import Storage

type Report = Callable[[int, int], object]


@dataclass(frozen=True)
class Moved:
    """What a copy came to: objects copied now, and those that were there already, byte for byte."""

    copied: int
    there: int


def copy_everything(source: Storage, target: Storage, report: Report) -> Moved:
    """Copy all that lies in a store into another one, as it lies (what is encrypted stays so); the source stays whole.

    Every object is read back from the target and compared. Raises StoreGoneError, and OSError for one that came out
    otherwise; what was copied by then stays and is not copied again.
    """
    paths = list(everything_in(source))
    copied = there = 0
    for number, path in enumerate(paths, 1):
        if _is_same(source, target, path):
            there += 1
        else:
            _copy(source, target, path)
            copied += 1
        report(number, len(paths))
    return Moved(copied, there)


def everything_in(store: Storage, folder: str = "") -> Iterator[str]:
    """Yield the paths of all objects of a store, without the drafts of what is being written."""
    try:
        folders, names = store.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        if not name.endswith(".part"):
            yield f"{folder}/{name}".lstrip("/")
    for inner in sorted(folders):
        yield from everything_in(store, f"{folder}/{inner}".lstrip("/"))


def _copy(source: Storage, target: Storage, path: str) -> None:
    with source.open(path, "rb") as content:
        target.delete(path)
        target.save(path, content)
    if not _is_same(source, target, path):
        raise OSError(f"{path} did not arrive as it was sent.")


def _is_same(source: Storage, target: Storage, path: str) -> bool:
    try:
        return source.size(path) == target.size(path) and _digest(source, path) == _digest(target, path)
    except FileNotFoundError:
        return False


def _digest(store: Storage, path: str) -> bytes:
    with store.open(path, "rb") as content:
        digest = hashlib.sha256()
        for piece in content.chunks():
            digest.update(piece)
    return digest.digest()
