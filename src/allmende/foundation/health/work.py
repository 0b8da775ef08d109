"""Whether the work is done: workers, jobs, observers, backups."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_noop as _

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
        return good("worker", _("A worker is at work."))
    start = _("Start allmende serve, or allmende worker.")
    if seen := last_seen():
        says = _("No worker is at work (last seen %(at)s UTC). Mails, notices and search stand still.")
        return bad("worker", says, start, at=f"{seen:%Y-%m-%d %H:%M}")
    return bad("worker", _("No worker has ever been at work. Mails, notices and search stand still."), start)


@looks_at("jobs")
def jobs() -> Finding:
    """Whether jobs are done in time, and which were given up."""
    waiting = Job.objects.filter(state=State.READY, run_after__lt=clock.now() - LATE, attempts=0).count()
    if waiting:
        says = _("%(n)d jobs have waited for more than a quarter of an hour.")
        return bad("jobs", says, _("Start another worker."), n=waiting)
    dead = Job.objects.filter(state=State.DEAD).order_by("-finished")
    if count := dead.count():
        last = dead[0]
        error = last.error.strip().splitlines()[-1] if last.error.strip() else "no reason"
        return warning(
            "jobs", _("%(n)d jobs were given up; the last: %(job)s: %(error)s"),
            _("Look at them in the back office; try again what should still happen."),
            n=count, job=last.path.rpartition(".")[2], error=error[:160],
        )  # fmt: skip
    return good("jobs", _("No job waits for long, and none was given up."))


@looks_at("observers")
def observers() -> Finding:
    """Whether those who read the journal keep up."""
    if stuck := list(Cursor.objects.exclude(error="").values_list("observer", "error")):
        name, error = stuck[0]
        says = _("The observer %(name)s stands still: %(error)s")
        return bad("observers", says, _("This is a fault of ours: tell us."), name=name, error=error[:200])
    old = Entry.objects.filter(seq=None, at__lt=clock.now() - LATE).count()
    if old:
        return bad("observers", _("%(n)d entries of the journal wait for their number."), _("Start a worker."), n=old)
    return good("observers", _("The journal is numbered, and everyone who reads it keeps up."))


@looks_at("backup")
def backup() -> Finding:
    """How old the newest good backup is, and whether the last one failed."""
    if mark().exists():
        return bad(
            "backup", _("A restore was interrupted here: what is there is not whole."), _("Run allmende restore again.")
        )
    latest = list(Backup.objects.all()[:20])
    last = next((one for one in latest if one.finished), None)
    if last and last.error:
        return bad(
            "backup", _("The last backup failed: %(error)s"), _("Mend that, then run: allmende backup --verify"), error=last.error[:200]
        )  # fmt: skip
    if latest and latest[0].finished is None and not is_backup_running():
        return warning("backup", _("The last backup was interrupted."), _("Run: allmende backup --verify"))
    newest = next((one for one in latest if one.finished and not one.error), None)
    run = _("Run: allmende backup --verify.")
    if not settings.CONFIG.backup_at:
        run = _("Run: allmende backup --verify. Set ALLMENDE_BACKUP_AT=03:30 to have one made every day.")
    if newest is None:
        return warning("backup", _("There is no backup."), run)
    says = _("The newest backup is %(hours)d hours old.")
    if not newest.verified:
        says = _("The newest backup is %(hours)d hours old (not tried).")
    age = clock.now() - newest.started
    hours = round(age.total_seconds() / 3600)
    return warning("backup", says, run, hours=hours) if age > OLD else good("backup", says, hours=hours)
