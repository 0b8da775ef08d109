"""Weighing and doing many rows, in the background."""

from uuid import UUID

from django.tasks import task

from allmende.commons.bulk import commands
from allmende.commons.bulk.models import Batch
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.models import State as JobState
from allmende.foundation.tasks.worker import progress


@task()
def go_on(key: str) -> None:
    """Deal with the rest of a batch, step by step; begun again after a stop, it goes on where it was."""
    while batch := commands.take_step(UUID(key)):
        progress(batch.at, len(batch.keys))


@task()
def forget_batches() -> int:
    """Delete old batches; return how many."""
    return commands.forget_batches()


def set_out(batch: Batch) -> None:
    """Deal with a batch: at once when it is short, else in the background."""
    if len(batch.keys) > commands.AT_ONCE:
        go_on.enqueue(str(batch.id))
    else:
        while commands.take_step(batch.id):
            pass


def job_of(batch: Batch) -> UUID | None:
    """Return the job that deals with a batch just now, or will; None when none does."""
    jobs = Job.objects.filter(
        state__in=(JobState.READY, JobState.RUNNING), path=go_on.module_path, args=[str(batch.id)]
    )
    return jobs.values_list("id", flat=True).first()
