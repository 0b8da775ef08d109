"""The sealer numbers what has been committed, without a gap, and nobody overlooks what commits late."""

import threading

import pytest
from django.db import connection, transaction

from allmende.foundation.journal import observers
from allmende.foundation.journal.commands import digest_of, seal
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import Observer, pull_all
from allmende.foundation.journal.tests.deeds import greet
from allmende.foundation.testing import at_once


def sealed():
    return list(Entry.objects.exclude(seq=None).order_by("seq"))


def is_chained(entries):
    previous = ""
    for entry in entries:
        if entry.digest != digest_of(entry, previous):
            return False
        previous = entry.digest
    return True


@pytest.mark.django_db
def test_entries_are_numbered_in_their_order_and_chained():
    entries = [greet() for _turn in range(5)]

    assert (seal(limit=3), seal(limit=3), seal()) == (3, 2, 0)

    assert [(entry.id, entry.seq) for entry in sealed()] == [(entry.id, n + 1) for n, entry in enumerate(entries)]
    assert is_chained(sealed())


@pytest.mark.django_db
def test_the_chain_breaks_where_an_entry_was_changed():
    for _turn in range(3):
        greet()
    seal()
    assert is_chained(sealed())

    Entry.objects.filter(seq=2).update(payload={"times": 2, "whom": None})

    assert not is_chained(sealed())


@pytest.mark.django_db
def test_a_digest_reads_the_same_after_the_database_has_kept_it():
    entry = greet()
    fresh = digest_of(entry, "before")

    entry.refresh_from_db()

    assert digest_of(entry, "before") == fresh


@pytest.mark.django_db(transaction=True)
def test_what_commits_late_gets_a_later_number_and_is_read_once(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer after the other: nothing commits late")
    read = []
    monkeypatch.setattr(
        observers, "_observers", {"test": Observer("test", lambda batch: read.extend(e.id for e in batch))}
    )
    begun, may_commit, late = threading.Event(), threading.Event(), []

    def slow_command():
        try:
            late.append(greet(then=lambda: (begun.set(), may_commit.wait(20))))
        finally:
            connection.close()

    thread = threading.Thread(target=slow_command)
    thread.start()
    assert begun.wait(20)
    early = greet()
    pull_all()
    assert read == [early.id]

    may_commit.set()
    thread.join(20)
    pull_all()

    assert late[0].id < early.id, "it was recorded first, and committed second"
    assert read == [early.id, late[0].id]
    assert [entry.id for entry in sealed()] == [early.id, late[0].id]


@pytest.mark.django_db(transaction=True)
def test_several_sealers_and_many_writers_make_one_order_without_a_gap(monkeypatch):
    read = []
    monkeypatch.setattr(
        observers, "_observers", {"test": Observer("test", lambda batch: read.extend(e.id for e in batch))}
    )

    def write():
        for _turn in range(10):
            greet()

    def work():
        for _turn in range(10):
            pull_all()

    outcomes = at_once(write, write, write, work, work)
    pull_all()

    assert outcomes == [None] * 5
    assert [entry.seq for entry in sealed()] == list(range(1, 31))
    assert is_chained(sealed())
    assert read == [entry.id for entry in sealed()], "each once, in order"


@pytest.mark.django_db(transaction=True)
def test_a_sealer_that_is_interrupted_leaves_no_number_behind(monkeypatch):
    for _turn in range(3):
        greet()
    with pytest.raises(LookupError):
        interrupted()
    assert sealed() == []

    assert seal() == 3
    assert is_chained(sealed())


@transaction.atomic
def interrupted():
    seal()
    raise LookupError
