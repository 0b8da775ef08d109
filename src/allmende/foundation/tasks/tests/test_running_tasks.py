"""A worker runs what is due under a lease, tries again, and gives up where people see it."""

from datetime import timedelta

import pytest

from allmende.foundation import clock
from allmende.foundation.tasks import worker
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.tests import deeds
from allmende.foundation.tasks.worker import claim, enqueue_periodic, forget_jobs, run, run_due
from allmende.foundation.testing import NOON, at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    deeds.DONE.clear()


def test_a_task_is_done_once_and_its_result_kept():
    deeds.note.enqueue("pond")

    assert run_due() == 1

    job = Job.objects.get()
    assert (job.state, job.result, job.attempts, job.percent) == (State.DONE, "pond", 1, 100)
    assert run_due() == 0


def test_a_failed_task_waits_longer_each_time_and_is_given_up_with_its_reason(caplog):
    with clock.frozen(NOON):
        deeds.fail.enqueue()
    at, waits = NOON, []
    for _attempt in range(worker.MOST_ATTEMPTS):
        with clock.frozen(at):
            assert run_due() == 1
            assert run_due() == 0
        job = Job.objects.get()
        waits.append((job.run_after - at).total_seconds())
        at = max(at, job.run_after)

    assert waits[:-1] == [5, 20, 80, 320, 1280]
    assert (job.state, job.attempts) == (State.DEAD, 6)
    assert "The pond is dry." in job.error
    with clock.frozen(at + timedelta(days=1)):
        assert run_due() == 0
    assert len(caplog.records) == 6


def test_a_failing_task_does_not_hold_up_the_others(caplog):
    deeds.fail.enqueue()
    deeds.note.enqueue("pond")

    assert run_due() == 2

    assert deeds.DONE == ["tried", "pond"]
    assert "The pond is dry." in caplog.text


def test_a_task_whose_code_is_gone_is_given_up_and_not_the_worker(caplog):
    deeds.note.enqueue("pond")
    Job.objects.update(path="allmende.no.such.task", attempts=worker.MOST_ATTEMPTS - 1)

    run_due()

    assert Job.objects.get().state == State.DEAD
    assert "ModuleNotFoundError" in caplog.text


def test_how_far_a_task_is_can_be_seen():
    deeds.walk.enqueue(4)
    job = claim("a worker")

    run(job)

    job.refresh_from_db()
    assert (job.done, job.total, job.percent, job.result) == (3, 4, 100, 4)
    Job.objects.update(state=State.RUNNING)
    job.refresh_from_db()
    assert job.percent == 75
    worker.progress(1, 2)  # outside a job nothing happens


def test_a_job_whose_worker_is_gone_is_taken_up_again_after_its_lease():
    deeds.note.enqueue("pond")
    with clock.frozen(clock.now()):
        lost = claim("a worker that dies")
        assert claim("another worker") is None

        with clock.travel(seconds=61):
            found = claim("another worker")

    assert (found.id, found.attempts) == (lost.id, 2)


def test_a_worker_that_lost_its_lease_does_not_overwrite_what_the_next_one_does(caplog):
    deeds.note.enqueue("pond")
    with clock.frozen(clock.now()):
        slow = claim("a slow worker")
        with clock.travel(seconds=61):
            quick = claim("a quick worker")
            run(quick)

            slow.path = "allmende.no.such.task"
            run(slow)

    job = Job.objects.get()
    assert (job.state, job.result, job.leased_by) == (State.DONE, "pond", "a quick worker")


def test_a_job_that_takes_its_worker_with_it_each_time_is_given_up():
    deeds.note.enqueue("poison")
    deeds.note.enqueue("pond")
    Job.objects.filter(args=["poison"]).update(
        state=State.RUNNING, attempts=worker.MOST_ATTEMPTS, lease_until=clock.now() - timedelta(seconds=1)
    )

    assert run_due() == 1

    assert deeds.DONE == ["pond"]
    poison = Job.objects.get(args=["poison"])
    assert (poison.state, poison.error) == (State.DEAD, "The worker stopped in the middle each time.")


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_job():
    for number in range(6):
        deeds.note.enqueue(str(number))

    def work(name):
        taken = []
        while job := claim(name):
            taken.append(job.id)
        return taken

    taken = at_once(*[lambda name=name: work(name) for name in ("one", "two", "three")])

    ids = [job for some in taken for job in some]
    assert len(ids) <= 6
    assert len(ids) == len(set(ids))
    while job := claim("the last"):  # on PostgreSQL a worker passes over what another holds at that moment
        ids.append(job.id)
    assert len(set(ids)) == 6


@pytest.fixture
def hourly(monkeypatch):
    monkeypatch.setattr(worker, "_periodic", [worker.Periodic(deeds.note, timedelta(hours=1))])


def test_a_periodic_task_is_due_once_in_each_span(hourly):
    with clock.frozen(NOON):
        enqueue_periodic()
        enqueue_periodic()
        with clock.travel(minutes=59):
            enqueue_periodic()
        assert Job.objects.count() == 1
        with clock.travel(minutes=60):
            enqueue_periodic()

    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_job_of_a_periodic_task(hourly):
    assert at_once(enqueue_periodic, enqueue_periodic, enqueue_periodic) == [None, None, None]

    assert Job.objects.count() == 1


def test_old_jobs_are_forgotten_but_not_that_they_were_done_once_for_ever():
    with clock.frozen(NOON):
        deeds.note.enqueue("old")
        worker.enqueue_unique(deeds.note, "result:1", "once for ever")
        worker.enqueue_unique(deeds.note, "path@17", "periodic")
        run_due()
        with clock.travel(days=31):
            deeds.note.enqueue("waits")
            assert forget_jobs() == 2

    assert sorted(Job.objects.values_list("args__0", flat=True)) == ["once for ever", "waits"]
