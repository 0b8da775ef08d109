"""Bytes follow their thing: open when it is public, under the key of its space when it is not, wherever it moves."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.tasks import task

from allmende.commons.files import storage
from allmende.commons.files.commands.keys import key_in_use
from allmende.commons.files.models import File, FileQuerySet, SpaceKey
from allmende.commons.files.pictures import Source
from allmende.foundation.encryption import DamagedError
from allmende.foundation.tasks.worker import progress

log = logging.getLogger(__name__)

AT_ONCE = 200


def settle_soon(thing: UUID | None = None) -> None:
    """Let a worker settle the files of a thing, or all, once the transaction has come to its end."""
    settle_files.enqueue(thing=str(thing) if thing else None)


@task()
def settle_files(thing: str | None = None) -> dict[str, int]:
    """Settle the files of a thing, or all, with progress."""
    return settle_all(progress, UUID(thing) if thing else None)


def settle_all(report: Callable[[int, int], object], thing: UUID | None = None) -> dict[str, int]:
    """Settle the files of a thing, or all; return how many were, and how many are damaged and stay as they lie.

    Killed in the middle it has lost nothing: what is settled stays so, and the next run goes on with the rest.
    """
    rows = File.objects.filter(thing=thing) if thing else File.objects.all()
    total, done, damaged, after = rows.unsettled().count(), 0, 0, UUID(int=0)
    while ids := _next(rows, after):
        for file_id in ids:
            try:
                settle(file_id)
                done += 1
            except (DamagedError, FileNotFoundError) as error:
                damaged += 1
                log.error("File %s can't be laid elsewhere: %s", file_id, error)
            report(done + damaged, total)
        after = ids[-1]
    return {"settled": done, "damaged": damaged}


def settle(file_id: UUID) -> bool:
    """Let a file's bytes lie as its thing asks now; say whether they didn't. Raises DamagedError, FileNotFoundError.

    They are read and checked before they are written anew; whoever changed the row meanwhile wins, and the file is looked at again.
    """
    file: Any = File.objects.unsettled().select_related("key").filter(id=file_id).first()
    if file is None:
        return False
    if file.is_open and file.key is None:  # an older row: only what is known of it changes
        contents = storage.read_versions(file)
        digests = {name: sha256(content).hexdigest() for name, content in contents.items()}
        stored = sum(map(len, contents.values()))
        File.objects.filter(id=file.id, place=file.place).update(
            space=file.wanted_space, digests=digests, stored=stored
        )
        return True
    return lay_anew(
        file,
        storage.versions_of(file),
        None if file.is_open else key_in_use(file.wanted_space),
        space=file.wanted_space,
    )


def lay_anew(file: File, contents: Mapping[str, Source], key: SpaceKey | None, **facts: Any) -> bool:
    """Write a file's versions to a new place and let its row point there; say whether nobody else changed it meanwhile.

    If somebody did, what was written here goes again; otherwise the old place goes, once that is certain.
    """
    place = storage.new_place()
    written = storage.write(file.id, contents, place=place, key=key)
    moved = File.objects.filter(id=file.id, place=file.place).update(
        place=place, key=key, digests=written.digests, stored=written.stored, **facts
    )
    transaction.on_commit(partial(storage.erase_place, file.id, file.place if moved else place))
    return bool(moved)


def _next(rows: FileQuerySet, after: UUID) -> list[UUID]:
    return list(rows.unsettled().filter(id__gt=after).order_by("id").values_list("id", flat=True)[:AT_ONCE])
