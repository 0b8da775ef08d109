"""What holds of jobs: none is held by nobody, and the outbox empties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from allmende.foundation import clock
from allmende.foundation.doors import Invariant
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.signs import is_worker_alive

LONG = timedelta(hours=8)
"""The longest pause between two attempts is about an hour and a half: whatever is late by so much is stuck."""


def _stuck() -> Iterator[str]:
    yield from (f"{job} runs under no lease" for job in Job.objects.filter(state=State.RUNNING, lease_until=None))
    if is_worker_alive():
        late = Job.objects.filter(state=State.READY, run_after__lt=clock.now() - LONG).order_by("id")
        yield from (f"{job} has waited since {job.run_after:%Y-%m-%d %H:%M}" for job in late)


INVARIANTS = (Invariant("outbox", "No job is lost: while a worker is at work, the queue empties.", _stuck),)
