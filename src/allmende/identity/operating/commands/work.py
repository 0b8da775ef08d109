"""Jobs, and what of the node can be set."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.doors import Option
from allmende.foundation.journal.commands import record
from allmende.foundation.options.models import Value
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.identity.operating.activities import JobDropped, JobTriedAgain, OptionChanged
from allmende.identity.operating.rules import may_drop_job, may_retry_job, may_set_option


@transaction.atomic
def retry_job(operator: Actor, key: UUID) -> None:
    """Let a job wait for a worker now, with all its attempts before it. Raises Refused (404, 409)."""
    job = _held(key)
    require(may_retry_job(operator, job))
    job.state, job.attempts, job.run_after, job.finished = State.READY, 0, clock.now(), None
    job.save(update_fields=["state", "attempts", "run_after", "finished"])
    record(JobTriedAgain(actor=operator.id, job=job.id, task=job.path))


@transaction.atomic
def drop_job(operator: Actor, key: UUID) -> None:
    """Take a job out of the queue; what it would have done is not done. Raises Refused (404, 409)."""
    job = _held(key)
    require(may_drop_job(operator, job))
    record(JobDropped(actor=operator.id, job=job.id, task=job.path))
    job.delete()


def _held(key: UUID) -> Job:
    job = Job.objects.select_for_update().filter(id=key).first()
    if job is None:
        raise Refused(_("This job is gone."), 404)
    return job


@transaction.atomic
def set_option(operator: Actor, option: Option, number: int) -> None:
    """Set an option of the node; it holds from now on, in every process. Raises Refused (404, 422)."""
    require(may_set_option(operator, option, number))
    Value.objects.update_or_create(key=option.key, defaults={"number": number})
    record(OptionChanged(actor=operator.id, option=option.key, number=number))
