"""A task is enqueued with the command that asks for it, or not at all."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.tasks import TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist

from allmende.foundation import clock
from allmende.foundation.tasks.backend import enqueue_unique
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.tests import deeds
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, at_once


@pytest.fixture(autouse=True)
def _fresh():
    deeds.DONE.clear()


@pytest.mark.django_db
def test_a_rolled_back_command_takes_its_task_with_it():
    @transaction.atomic
    def stumble():
        deeds.note.enqueue("never")
        assert Job.objects.count() == 1
        raise LookupError

    with pytest.raises(LookupError):
        stumble()

    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_what_became_of_a_task_can_be_asked():
    asked = deeds.note.enqueue("pond")
    assert asked.status == TaskResultStatus.READY

    run_due()
    asked.refresh()

    assert (asked.status, asked.return_value) == (TaskResultStatus.SUCCESSFUL, "pond")
    with pytest.raises(TaskResultDoesNotExist):
        deeds.note.get_result("no-such-id")


@pytest.mark.django_db
def test_a_task_waits_for_its_time():
    with clock.frozen(NOON):
        deeds.note.using(run_after=NOON + timedelta(hours=1)).enqueue("later")
        assert run_due() == 0

        with clock.travel(hours=1):
            assert run_due() == 1


@pytest.mark.django_db
def test_the_more_urgent_comes_first_and_then_the_older():
    for word, priority in [("first", 0), ("second", 0), ("urgent", 10)]:
        deeds.note.using(priority=priority).enqueue(word)

    run_due()

    assert deeds.DONE == ["urgent", "first", "second"]


@pytest.mark.django_db
def test_a_key_makes_a_task_run_once_for_ever():
    assert enqueue_unique(deeds.note, "result:1", "counted")
    run_due()

    assert not enqueue_unique(deeds.note, "result:1", "counted")
    assert run_due() == 0
    assert deeds.DONE == ["counted"]


@pytest.mark.django_db(transaction=True)
def test_two_processes_with_one_key_make_one_job_of_it():
    made = at_once(*[lambda: enqueue_unique(deeds.note, "result:1", "counted") for _process in range(4)])

    assert sorted(made) == [False, False, False, True]
    assert Job.objects.count() == 1
