"""The daily backup."""

from django.tasks import task

from allmende.foundation.backups.keeping import make_daily
from allmende.foundation.tasks.worker import progress


@task()
def back_up() -> str:
    """Make the daily backup, try whether it can be restored, and let go of the oldest; return its name."""
    return make_daily(lambda done, total, what: progress(done, total)).name
