"""Whether the work is done: workers, jobs, observers, backups."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from allmende.foundation import clock
from allmende.foundation.backups.models import Backup, is_backup_running
from allmende.foundation.backups.restoring import mark
from allmende.foundation.health.findings import Finding, bad, good, looks_at, warning
from allmende.foundation.journal.models import Cursor, Entry
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.signs import is_worker_alive, last_seen

LATE = timedelta(minutes=15)
OLD = timedelta(hours=36)


@looks_at("worker")
def worker() -> Finding:
    """Whether someone works through the tasks."""
    if is_worker_alive():
        return good("worker", "A worker is at work.")
    seen = last_seen()
    says = (
        f"No worker is at work (last seen {seen:%Y-%m-%d %H:%M} UTC)." if seen else "No worker has ever been at work."
    )
    return bad("worker", f"{says} Mails, notices and search stand still.", "Start allmende serve, or allmende worker.")


@looks_at("jobs")
def jobs() -> Finding:
    """Whether jobs are done in time, and which were given up."""
    waiting = Job.objects.filter(state=State.READY, run_after__lt=clock.now() - LATE, attempts=0).count()
    if waiting:
        return bad("jobs", f"{waiting} jobs have waited for more than a quarter of an hour.", "Start another worker.")
    dead = Job.objects.filter(state=State.DEAD).order_by("-finished")
    if count := dead.count():
        last = dead[0]
        error = last.error.strip().splitlines()[-1] if last.error.strip() else "no reason"
        says = f"{count} jobs were given up; the last: {last.path.rpartition('.')[2]}: {error[:160]}"
        return warning("jobs", says, "Look at them in the back office; try again what should still happen.")
    return good("jobs", "No job waits for long, and none was given up.")


@looks_at("observers")
def observers() -> Finding:
    """Whether those who read the journal keep up."""
    if stuck := list(Cursor.objects.exclude(error="").values_list("observer", "error")):
        name, error = stuck[0]
        return bad("observers", f"The observer {name} stands still: {error[:200]}", "This is a fault of ours: tell us.")
    old = Entry.objects.filter(seq=None, at__lt=clock.now() - LATE).count()
    if old:
        return bad("observers", f"{old} entries of the journal wait for their number.", "Start a worker.")
    return good("observers", "The journal is numbered, and everyone who reads it keeps up.")


@looks_at("backup")
def backup() -> Finding:
    """How old the newest good backup is, and whether the last one failed."""
    if mark().exists():
        return bad(
            "backup", "A restore was interrupted here: what is there is not whole.", "Run allmende restore again."
        )
    last = Backup.objects.exclude(finished=None).first()
    if last and last.error:
        return bad(
            "backup", f"The last backup failed: {last.error[:200]}", "Mend that, then run: allmende backup --verify"
        )
    if (cut := Backup.objects.first()) and cut.finished is None and not is_backup_running():
        return warning("backup", "The last backup was interrupted.", "Run: allmende backup --verify")
    newest = Backup.objects.filter(error="").exclude(finished=None).first()
    by_hand = "" if settings.CONFIG.backup_at else " Set ALLMENDE_BACKUP_AT=03:30 to have one made every day."
    if newest is None:
        return warning("backup", "There is no backup.", f"Run: allmende backup --verify.{by_hand}")
    age = clock.now() - newest.started
    says = (
        f"The newest backup is {age.total_seconds() / 3600:.0f} hours old{'' if newest.verified else ' (not tried)'}."
    )
    if age > OLD:
        return warning("backup", says, f"Run: allmende backup --verify.{by_hand}")
    return good("backup", says)
