"""Looking at every byte: is it what was stored? Copying every byte to another store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from allmende.commons.files import storage
from allmende.commons.files.models import File
from allmende.foundation.encryption import DamagedError

AT_ONCE = 200

type Report = Callable[[int, int], object]


@dataclass(frozen=True)
class Damage:
    """A version that is not what was stored, and why."""

    file: UUID
    version: str
    reason: str


def check_files(report: Report) -> Iterator[Damage]:
    """Read every version of every file and yield those that are damaged or gone; changes nothing."""
    total, done, after = File.objects.count(), 0, UUID(int=0)
    while rows := list(File.objects.filter(id__gt=after).select_related("key").order_by("id")[:AT_ONCE]):
        for file in rows:
            yield from _damages(file)
            done += 1
            report(done, total)
        after = rows[-1].id


def _damages(file: File) -> Iterator[Damage]:
    for name in file.digests:
        try:
            storage.open_version(file, name).close()
        except (DamagedError, FileNotFoundError) as error:
            yield Damage(file.id, name, "It is gone." if isinstance(error, FileNotFoundError) else str(error))
