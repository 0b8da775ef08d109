"""Putting an archive back: checked to the last byte first, compared when it is in, and nothing is sent that was sent before."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from allmende.foundation.backups import archive, forgotten, manifest, snapshot, stored, taking
from allmende.foundation.backups.manifest import Manifest
from allmende.foundation.backups.refilling import Build, build, fill, is_blank, restore_tables
from allmende.foundation.backups.taking import Report
from allmende.foundation.generation import move_generation
from allmende.foundation.keys import sign
from allmende.foundation.tasks.outgoing import hold_back
from allmende.foundation.tasks.signs import is_worker_alive
from allmende.foundation.verdicts import Refused

MARK = "restoring"
"""Stands in the data folder from the first change until the restore is through: until then the node does not open."""


@dataclass(frozen=True)
class Restored:
    """What a restore did: the archive's contents, how many people were forgotten again, how many jobs were held back."""

    manifest: Manifest
    forgotten: int
    held_back: int


def mark() -> Path:
    """Where the mark of a restore stands."""
    return Path(settings.DATA) / MARK


def require_whole() -> None:
    """Raise Refused (409) when a restore was interrupted: what is there is no community."""
    if mark().exists():
        raise Refused(
            "A restore was interrupted here, so what is there is not whole. Run it again: allmende restore FILE", 409
        )


def restore(source: ZipFile, beside: Path, *, replace: bool, report: Report, build: Build = build) -> Restored:
    """Put an open archive back: database, files, then what must not come back with them.

    `beside` is the folder that the archive lies in, with its list of people to be forgotten again. Refused (409) where there
    is something already, unless it shall be replaced or an earlier restore was interrupted; (422) for what is not this
    node's or does not fit.
    """
    made = manifest.read(source)
    _require_room_for(made, replace=replace)
    people = _to_be_forgotten(source, beside)
    was_marked = mark().exists()
    mark().touch()
    try:
        restore_tables(source, made, report, build)
    except Refused:
        if not was_marked:  # nothing has changed
            mark().unlink()
        raise
    restore_files(source, report)
    call_command("migrate", verbosity=0, interactive=False)  # from the archive's version to this one
    held_back = hold_back()
    count = forgotten.forget_again(people)
    forgotten.note(taking.folder(), people)
    move_generation()
    mark().unlink()
    return Restored(made, count, held_back)


def _require_room_for(made: Manifest, *, replace: bool) -> None:
    """Raise Refused unless an archive can come in here without harm."""
    if made.key != sign("backup", "which key"):
        raise Refused(
            "The archive belongs to other keys than those in this data folder: sealed secrets and encrypted files could not be "
            f"read. Put the folder “keys” of {made.node} in the place of this one, then restore. (A sealed archive holds them: "
            "take the folder “keys” here away, then restore it.)",
            422,
        )
    _require_stillness()
    if not (replace or mark().exists()) and not (is_blank(connection) and next(stored.all_names(), None) is None):
        raise Refused("There is something here already. To replace all of it with the archive, say --replace.", 409)
    free = shutil.disk_usage(settings.DATA).free
    if free < made.bytes:
        raise Refused(f"The files need {made.bytes:,} bytes, and only {free:,} are free. Make room first.", 422)


def _require_stillness() -> None:
    """Raise Refused (409) while a worker is at work on the database."""
    if "tasks_worker" in connection.introspection.table_names() and is_worker_alive():
        raise Refused("A worker of this node is at work. Stop the node, then restore.", 409)


def _to_be_forgotten(source: ZipFile, beside: Path) -> list[tuple]:
    """Return everyone on the archive's own list, on the one beside it and on this node's."""
    inside = forgotten.from_lines(source.read(manifest.FORGOTTEN).decode("ascii").splitlines())
    lists = (inside, forgotten.listed(beside / forgotten.NAME), forgotten.listed(taking.folder() / forgotten.NAME))
    return list(dict(entry for people in lists for entry in people).items())


# ── Files ──


def restore_files(source: ZipFile, report: Report) -> None:
    """Put the stored files back as they were, each whole; what else lies there goes."""
    wanted = set()
    listed = [name for _digest, name in manifest.listed_files(source)]
    for number, name in enumerate(listed):
        report(number, len(listed), name)
        wanted.add(name)
        default_storage.delete(name)
        with source.open(f"files/{name}") as member:
            default_storage.save(name, File(member))
    for name in [name for name in stored.all_names() if name not in wanted]:
        default_storage.delete(name)


def check_files(source: ZipFile, made: Manifest) -> None:
    """Raise Refused (422) where a file in an archive is not the one that was put in, or is missing."""
    count = 0
    for digest, name in manifest.listed_files(source):
        with source.open(f"files/{name}") as file, open(os.devnull, "wb") as nowhere:
            if archive.copy(file, nowhere)[1] != digest:
                raise Refused(f"The file {name} in the archive is damaged.", 422)
        count += 1
    if count != made.files:
        raise Refused("The archive's list of files is not complete.", 422)


# ── A trial ──


def verify(path: Path, key: archive.Key | None, report: Report, build: Build = build) -> Manifest:
    """Restore an archive into a database that is thrown away, and hold every table and file against what went in.

    Raises Refused (422) with what is wrong.
    """
    with (
        TemporaryDirectory(dir=path.parent, prefix=".trial-") as folder,
        archive.open_archive(path, key, room=Path(folder)) as source,
    ):
        made = manifest.read(source)
        with snapshot.sqlite("trial", Path(folder) / "database") as trial:
            build("trial", made)
            fill(source, made, trial, report)
        check_files(source, made)
    return made
