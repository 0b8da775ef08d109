"""The worker: takes due jobs under a lease, renews it while they run, tries again with back-off, gives up visibly."""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Collection
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import F, Q
from django.tasks.base import Task
from django.utils.json import normalize_json
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock, tracing
from allmende.foundation.doors import Option, doors
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.logs import request_id
from allmende.foundation.options.definitions import value_of
from allmende.foundation.tasks.backend import enqueue_unique
from allmende.foundation.tasks.leaps import Steadiness
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.signs import my_name, say_alive, say_goodbye

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
HEARTBEAT = 20.0
MOST_ATTEMPTS = 6
DAYS_KEPT = Option(
    "jobs.days", _("Jobs that are done"), _("So long a job that is done stays in the list of jobs. What was given up stays until you drop it."),
    _("days"), 30, 1, 365,
)  # fmt: skip

HOUSE, PEERS = "default", "peers"
"""Queues: work within the house, and what waits for other machines, which has hands of its own so that it holds up nothing."""
QUEUES = (HOUSE, PEERS)
HANDS = 4
"""So many threads of a worker ask other machines."""

_current: ContextVar[UUID | None] = ContextVar("current job", default=None)
_periodic: list["Periodic"] = []


class Hopeless(Exception):
    """What a task raises when trying again would change nothing: it is given up at once, with these words."""


@dataclass(frozen=True)
class Periodic:
    """A task that is due once in every span of time."""

    task: Task
    every: timedelta


def every(task: Task, **span: int) -> None:
    """Run a task once per span (`every(sweep, hours=6)`), by whichever worker comes first."""
    _periodic.append(Periodic(task, timedelta(**span)))


def progress(done: int, total: int) -> None:
    """Note how far the running job is, for the progress bar; `total` is 0 where nobody knows it. Nothing outside a job."""
    if job := _current.get():
        Job.objects.filter(id=job).update(done=done, total=total)


def job_in_hand() -> UUID | None:
    """Return the id of the job that runs here: the same each time it is tried again; None outside of one."""
    return _current.get()


def enqueue_periodic() -> None:
    """Enqueue the periodic tasks whose turn it is; two workers make one job of it."""
    seconds = clock.now().timestamp()
    for job in _periodic:
        slot = int(seconds // job.every.total_seconds())
        enqueue_unique(job.task, f"{job.task.module_path}@{slot}")


def claim(worker: str, queues: Collection[str] = QUEUES) -> Job | None:
    """Take the next due job of these queues under a lease; None when there is none. Two workers never take the same one."""
    while Job.objects.due(clock.now(), queues).exists():  # asked first, so that an idle worker takes no write lock
        with transaction.atomic():
            due = Job.objects.due(clock.now(), queues)
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            job = due.first()
            if job is None:  # another worker holds it
                return None
            if job.attempts < MOST_ATTEMPTS:
                return _leased(job, worker)
            _give_up(job, "The worker stopped in the middle each time.")
    return None


def _leased(job: Job, worker: str) -> Job:
    job.state, job.leased_by, job.lease_until = State.RUNNING, worker, clock.now() + LEASE
    job.started, job.attempts = clock.now(), job.attempts + 1
    job.save()
    return job


def run(job: Job) -> None:
    """Run a claimed job and note its end: done, to be tried again later, or dead."""
    token, number = _current.set(job.id), request_id.set(tracing.number_in(job.carried))
    try:
        with _heartbeat(job), tracing.working(job.path, job.attempts, job.carried):
            result = import_string(job.path).call(*job.args, **job.kwargs)
    except Hopeless as hopeless:
        log.warning("Task %s was given up.", job.path)
        _give_up(job, str(hopeless))
    except Exception:
        log.exception("Task %s failed (attempt %s).", job.path, job.attempts)
        job.error = traceback.format_exc()[-8000:]
        if job.attempts >= MOST_ATTEMPTS:
            _give_up(job, job.error)
        else:
            back_off = timedelta(seconds=5 * 4 ** (job.attempts - 1))
            _end(job, state=State.READY, run_after=clock.now() + back_off, error=job.error)
    else:
        _end(job, state=State.DONE, finished=clock.now(), result=normalize_json(result), error="")
    finally:
        _current.reset(token)
        request_id.reset(number)


def _end(job: Job, **changes: object) -> None:
    """Write a job's end only while the lease is still ours."""
    Job.objects.filter(id=job.id, leased_by=job.leased_by, attempts=job.attempts).update(lease_until=None, **changes)


def _give_up(job: Job, error: str) -> None:
    _end(job, state=State.DEAD, finished=clock.now(), error=error)


@contextmanager
def _heartbeat(job: Job):  # type: ignore[no-untyped-def]
    """Renew the lease from a thread of its own while the job runs."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(HEARTBEAT):
            try:
                running = Job.objects.filter(id=job.id, leased_by=job.leased_by, attempts=job.attempts)
                running.update(lease_until=clock.now() + LEASE)
            except DatabaseError:  # the job itself may hold the database for a while: the next beat comes in time
                log.warning("The lease of %s could not be renewed.", job.path)
        connection.close()

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def forget_jobs(days: int = 0) -> int:
    """Delete jobs done long ago, except those whose key says that they are done once for ever; return how many.

    `days` how long ago; 0: as the option says.
    """
    kept_for = timedelta(days=days or value_of(DAYS_KEPT))
    done = Job.objects.filter(state=State.DONE, finished__lt=clock.now() - kept_for)
    return done.filter(Q(unique_key=None) | Q(unique_key__contains="@")).delete()[0]


def run_due(*, rounds: bool = True, queues: Collection[str] = QUEUES) -> int:
    """Do all that is due now: the doors' rounds, the observers, the jobs; return how many jobs ran. Tests and seeds call this."""
    worker, count = my_name(), 0
    for look in [look for door in doors() for look in door.rounds if rounds]:
        look()
    pull_all()
    while job := claim(worker, queues):
        run(job)
        count += 1
        pull_all()
    return count


def take_turn(steadiness: Steadiness, *, rounds: bool) -> None:
    """Do what is due within the house; what happens by itself at a time only while the clock is steady."""
    is_steady = steadiness.is_steady()
    if is_steady:
        enqueue_periodic()
    run_due(rounds=rounds and is_steady, queues=(HOUSE,))


def run_worker(stop: threading.Event, *, pause: float = 0.25, beat: Callable[[], None] | None = None) -> None:
    """Work until `stop` is set: periodic jobs, the journal's observers, due jobs; `beat` is called every time.

    The doors' rounds look once in a second: all of them together ask some twenty statements. While the clock has leapt, neither
    they nor periodic jobs have their turn (`leaps.py`).
    """
    tracing.start()
    looked, steadiness = 0.0, Steadiness()
    hands = [threading.Thread(target=_ask_peers, args=(stop,), name="peers", daemon=True) for _hand in range(HANDS)]
    for hand in hands:
        hand.start()
    while not stop.is_set():
        try:
            close_old_connections()
            say_alive()
            its_turn = time.monotonic() - looked >= 1
            looked = time.monotonic() if its_turn else looked
            take_turn(steadiness, rounds=its_turn)
        except Exception:
            log.exception("The worker stumbled and goes on.")
            stop.wait(2)
        if beat:
            beat()
        stop.wait(pause)
    for hand in hands:
        hand.join(2)  # what it sends goes out again under the same id
    with suppress(DatabaseError):  # it may be gone before us
        say_goodbye()
    connection.close()


def give_back(worker: str) -> None:
    """Put the job that a worker has in hand back into the queue at once, for another one; the attempt doesn't count."""
    in_hand = Job.objects.filter(state=State.RUNNING, leased_by=worker)
    in_hand.update(state=State.READY, leased_by="", lease_until=None, attempts=F("attempts") - 1)


def _ask_peers(stop: threading.Event, *, pause: float = 1.0) -> None:
    """Do one job after another that waits for another machine."""
    while not stop.is_set():
        try:
            close_old_connections()
            while not stop.is_set() and (job := claim(my_name(), (PEERS,))):
                run(job)
        except Exception:
            log.exception("A hand for other machines stumbled and goes on.")
        stop.wait(pause)
    connection.close()
