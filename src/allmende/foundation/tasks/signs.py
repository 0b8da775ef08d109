"""Signs of life: every worker says now and then that it is at work, so that nobody has to guess."""

from __future__ import annotations

import os
import threading
import time
from datetime import datetime, timedelta

from allmende.foundation import clock
from allmende.foundation.tasks.models import Job, State, Worker

EVERY = 10.0
"""Seconds between two signs."""

SILENT = timedelta(seconds=45)
"""A worker that was not seen for so long is gone, or busy with a long job, whose lease says so."""

_last = 0.0


def my_name() -> str:
    """Return what this worker is called: machine, process, thread."""
    return f"{os.uname().nodename[:40]}:{os.getpid()}:{threading.get_ident()}"


def say_alive() -> None:
    """Note that this worker is at work; most calls cost nothing."""
    global _last
    if time.monotonic() - _last < EVERY:
        return
    _last = time.monotonic()
    now = clock.now()
    Worker.objects.filter(seen__lt=now - 20 * SILENT).delete()
    if not Worker.objects.filter(name=my_name()).update(seen=now):
        Worker.objects.create(name=my_name(), started=now, seen=now)


def say_goodbye(name: str = "") -> None:
    """Take this worker's row away, or that of the one named."""
    Worker.objects.filter(name=name or my_name()).delete()


def last_seen() -> datetime | None:
    """Return when a worker was seen last; None where none ever was."""
    return Worker.objects.order_by("-seen").values_list("seen", flat=True).first()


def is_worker_alive() -> bool:
    """Say whether a worker is at work: it was seen just now, or holds a job under a lease that it renews."""
    seen = last_seen()
    if seen is not None and seen > clock.now() - SILENT:
        return True
    return Job.objects.filter(state=State.RUNNING, lease_until__gt=clock.now()).exists()
