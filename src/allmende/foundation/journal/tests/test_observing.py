"""Observers pull what was sealed, each at its own pace; one that fails keeps its place and holds up no other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.foundation.journal import observers
from allmende.foundation.journal.models import Cursor
from allmende.foundation.journal.observers import observe, pull, pull_all
from allmende.foundation.journal.tests.deeds import greet
from allmende.foundation.once.models import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    """No observers but those of the test."""
    monkeypatch.setattr(observers, "_observers", {})


@pytest.fixture
def read():
    """What an observer called `reader` has read."""
    numbers = []

    @observe("reader")
    def follow(entries):
        numbers.extend(entry.seq for entry in entries)

    return numbers


def test_an_observer_reads_everything_once_in_order_and_in_batches(read):
    for _turn in range(5):
        greet()

    assert pull_all() == 5
    greet()
    assert pull_all() == 1
    assert pull_all() == 0

    assert read == [1, 2, 3, 4, 5, 6]
    assert Cursor.objects.get().seq == 6


def test_a_batch_has_an_end(read):
    for _turn in range(5):
        greet()
    pull_all()
    Cursor.objects.update(seq=0)
    read.clear()

    assert pull(observers.observers()[0], batch=2) == 2
    assert read == [1, 2]


def test_a_new_observer_reads_from_the_beginning(read):
    for _turn in range(3):
        greet()
    pull_all()
    later = []
    observe("newcomer")(lambda entries: later.extend(entry.seq for entry in entries))

    pull_all()

    assert later == [1, 2, 3]
    assert read == [1, 2, 3]


def test_one_that_fails_keeps_its_place_and_holds_up_no_other(read, caplog):
    failing = {"is": True}

    @observe("a stumbler")
    def stumble(entries):
        Answer.objects.create(actor=entries[0].actor, key=str(entries[0].seq), request="")
        if failing["is"]:
            raise ValueError("The pond is dry.")

    greet()
    assert pull_all() == 1
    greet()
    pull_all()

    cursor = Cursor.objects.get(observer="a stumbler")
    assert (cursor.seq, cursor.error) == (0, "ValueError('The pond is dry.')")
    assert not Answer.objects.exists(), "what it did before it failed is undone"
    assert read == [1, 2]
    assert len(caplog.records) == 1, "the same fault is logged once, however often it comes back"

    failing["is"] = False
    pull_all()

    cursor.refresh_from_db()
    assert (cursor.seq, cursor.error) == (2, "")
    assert Answer.objects.count() == 1


def test_nothing_new_costs_three_short_reads_and_no_lock(read):
    greet()
    pull_all()

    with CaptureQueriesContext(connection) as captured:
        pull_all()

    assert len(captured) == 3
    assert all(query["sql"].startswith("SELECT") for query in captured)
    assert not any("UPDATE" in query["sql"] for query in captured)
