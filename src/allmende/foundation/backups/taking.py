"""Taking a backup while people work."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from zipfile import ZIP_STORED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from allmende import __version__
from allmende.foundation import clock
from allmende.foundation.backups import archive, forgotten, manifest, stored
from allmende.foundation.backups.archive import Lock
from allmende.foundation.backups.manifest import Held, Manifest
from allmende.foundation.backups.models import Backup
from allmende.foundation.backups.snapshot import snapshot
from allmende.foundation.backups.tables import Table, last_number, lines, tables_of
from allmende.foundation.keys import sign
from allmende.foundation.verdicts import Refused

BEAT = 30.0
"""Seconds between two signs that a backup is still at work."""

type Report = Callable[[int, int, str], None]


def folder() -> Path:
    """Where archives lie when nobody said otherwise."""
    return Path(settings.BACKUPS)


def new_name(lock: Lock | None) -> str:
    """Return the name of an archive made now, in the node's time zone."""
    at = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE))
    return f"allmende-{at:%Y-%m-%d-%H%M%S}.zip{'.age' if lock else ''}"


def take(path: Path, lock: Lock | None = None, report: Report = lambda done, total, what: None) -> Manifest:
    """Write one archive of database and files as they stand now to `path`; the keys too, if it is sealed.

    Stands there whole, or not at all. Whatever goes wrong is kept in `Backup` for `doctor`, and raised.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in path.parent.glob("allmende-*.part"):  # of a backup that was killed
        if clock.now().timestamp() - left.stat().st_mtime > 3600:
            left.unlink(missing_ok=True)
    row = _begin(path)
    try:
        with archive.new_archive(path, lock) as target, snapshot(path.parent) as still:
            made = _fill(target, still, row, has_keys=lock is not None, report=report)
    except (OSError, sqlite3.Error, DatabaseError) as error:  # the disk is full, or away
        _end(row, error=str(error)[:2000])
        raise Refused(
            f"The backup could not be written to {path.parent}: {error}. Nothing stands there.", 507
        ) from error
    except BaseException as error:
        _end(row, error=repr(error)[:2000])
        raise
    _end(row, size=path.stat().st_size)
    return made


def is_newer_than(at: datetime) -> bool:
    """Say whether there is a good backup from after an instant."""
    return _has_rows() and Backup.objects.filter(started__gt=at, error="").exclude(finished=None).exists()


def _has_rows() -> bool:
    """Whether the database knows of backups: one of a version before them is backed up too."""
    return Backup._meta.db_table in connection.introspection.table_names()


def _begin(path: Path) -> Backup:
    return Backup.objects.create(path=str(path)) if _has_rows() else Backup(path=str(path))


def _end(row: Backup, **what: object) -> None:
    if row.pk:
        Backup.objects.filter(pk=row.pk).update(finished=clock.now(), **what)


def _fill(target: ZipFile, still: BaseDatabaseWrapper, row: Backup, *, has_keys: bool, report: Report) -> Manifest:
    at, tables = clock.now(), tables_of(still)
    beat = _beating(row)
    held = []
    for number, table in enumerate(tables):
        report(number, len(tables), table.name)
        held.append(_put_table(target, still, table, beat))
    files, size, digest = _put_files(target, beat, report)
    if has_keys:
        for path in sorted(Path(settings.DATA, "keys").rglob("*")):
            if path.is_file():
                target.write(path, f"keys/{path.relative_to(Path(settings.DATA, 'keys'))}")
    people = forgotten.listed(folder() / forgotten.NAME)
    target.writestr(manifest.FORGOTTEN, "".join(f"{who} {'keeps' if keeps else 'empties'}\n" for who, keeps in people))
    made = Manifest(
        made=at.isoformat(),
        node=settings.NODE_URL,
        version=__version__,
        migrations=sorted(MigrationRecorder(still).applied_migrations()),
        held=held,
        files=files,
        bytes=size,
        files_sha256=digest,
        key=sign("backup", "which key"),
        has_keys=has_keys,
    )
    manifest.write(target, made)
    return made


def _beating(row: Backup) -> Callable[[], None]:
    """Return what says from time to time that the backup is at work."""
    last = time.monotonic()

    def beat() -> None:
        nonlocal last
        if row.pk and time.monotonic() - last > BEAT:
            Backup.objects.filter(pk=row.pk).update(seen=clock.now())
            last = time.monotonic()

    return beat


def _put_table(target: ZipFile, still: BaseDatabaseWrapper, table: Table, beat: Callable[[], None]) -> Held:
    count, digest = 0, sha256()
    with target.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as member:
        for line in lines(still, table):
            member.write(line)
            digest.update(line)
            count += 1
            beat()
    return Held(table, count, digest.hexdigest(), last_number(still, table))


def _put_files(target: ZipFile, beat: Callable[[], None], report: Report) -> tuple[int, int, str]:
    """Copy the stored files as they are; return how many, how many bytes, and the digest of their list."""
    count, size = 0, 0
    with TemporaryFile() as listing:
        for name in stored.all_names():
            if (put := _put_file(target, name)) is None:
                continue
            count, size = count + 1, size + put[0]
            listing.write(f"{put[1]}  {name}\n".encode())
            report(count, 0, name)
            beat()
        listing.seek(0)
        with target.open(manifest.FILES, "w", force_zip64=True) as member:
            digest = archive.copy(listing, member)[1]
    return count, size, digest


def _put_file(target: ZipFile, name: str) -> tuple[int, str] | None:
    """Put one file in, uncompressed (pictures and ciphertext don't shrink); None for one that is gone again."""
    try:
        source = stored.opened(name)
    except FileNotFoundError:
        return None
    info = ZipInfo(f"files/{name}")
    info.compress_type = ZIP_STORED
    with source, target.open(info, "w", force_zip64=True) as member:
        return archive.copy(source, member)
