"""Which archives there are, which stay, and whether the newest is good."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from allmende.foundation import clock
from allmende.foundation.backups.archive import Key, Lock
from allmende.foundation.backups.models import Backup
from allmende.foundation.backups.restoring import verify
from allmende.foundation.backups.taking import Report, folder, new_name, take


def make_daily(report: Report) -> Path:
    """Make a backup as the settings say, and let go of the oldest ones; return where it lies.

    One that is not sealed is restored for a trial; what is sealed can't be opened here, which is the sense of it.
    """
    recipient = settings.CONFIG.backup_recipient
    lock = Lock(recipient=recipient) if recipient else None
    path = folder() / new_name(lock)
    take(path, lock, report)
    if lock is None:
        check(path, report)
    for old in archives()[: -settings.CONFIG.backup_keep]:
        old.unlink(missing_ok=True)
    return path


def check(path: Path, report: Report, key: Key | None = None) -> None:
    """Restore an archive of this node's for a trial, and note the outcome. Raises Refused (422) with what is wrong."""
    row = Backup.objects.filter(path=str(path)).first()
    try:
        verify(path, key, report)
    except Exception as error:
        if row:
            Backup.objects.filter(pk=row.pk).update(error=f"It could not be restored: {error}"[:2000])
        raise
    if row:
        Backup.objects.filter(pk=row.pk).update(verified=clock.now())


def archives() -> list[Path]:
    """Return the archives in the node's folder, the oldest first."""
    return sorted([*folder().glob("allmende-*.zip"), *folder().glob("allmende-*.zip.age")], key=lambda path: path.name)
