"""A worker's process is killed in the middle of a task: nothing is lost, and another takes it up."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from allmende.foundation import clock
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.tests import deeds
from allmende.foundation.tasks.worker import run_due

WORKER = "import django; django.setup(); from allmende.foundation.tasks.worker import run_due; run_due()"
SOURCE = Path(__file__).resolve().parents[4]


def same_database():
    """The address of the test's own database, for another process."""
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    host = str(own["HOST"] or "").replace("/", "%2F")
    return f"postgres://{own['USER']}:{own['PASSWORD']}@{host}:{own['PORT']}/{own['NAME']}"


def begin_to_work():
    environment = {**os.environ, "ALLMENDE_DATABASE": same_database(), "ALLMENDE_DATA": str(settings.DATA)}
    environment |= {"PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "allmende.config.settings"}
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment)


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "It takes too long."
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_a_task_killed_in_the_middle_is_done_by_the_next_worker(tmp_path):
    deeds.sleep_at.enqueue(str(tmp_path), 300)
    process = begin_to_work()
    try:
        until((tmp_path / "begun-1").exists)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
    assert Job.objects.get().state == State.RUNNING
    assert run_due() == 0, "its lease still holds"

    with clock.travel(seconds=61):
        assert run_due() == 1

    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.DONE, 2)
    assert (tmp_path / "ended").exists()
