"""Keeping the table of jobs short."""

from django.tasks import task

from allmende.foundation.tasks import worker


@task()
def forget_jobs() -> int:
    """Delete jobs done long ago; return how many."""
    return worker.forget_jobs()
