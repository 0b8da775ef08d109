"""What happens is recorded with the command that does it, or not at all."""

from dataclasses import FrozenInstanceError
from uuid import uuid4

import pytest
from django.db import transaction

from allmende.foundation.generation import generation
from allmende.foundation.journal import activities
from allmende.foundation.journal.activities import Activity, upcast
from allmende.foundation.journal.commands import record
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.tests.deeds import ADA, Greeted, greet


@pytest.mark.django_db
def test_an_activity_is_one_row_with_bare_ids_and_no_number_yet():
    whom = uuid4()
    with transaction.atomic():
        record(Greeted(actor=ADA, thing=whom, times=3, whom=whom, audience=7))

    entry = Entry.objects.get()
    assert (entry.name, entry.version, entry.actor, entry.thing, entry.audience) == ("Greeted", 2, ADA, whom, 7)
    assert (entry.payload, entry.seq, entry.digest) == ({"times": 3, "whom": str(whom)}, None, "")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(RuntimeError, match="inside the transaction of its command"):
        record(Greeted(actor=ADA, times=1))

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_command_was_never_there_and_outdates_no_page():
    def stumble():
        raise LookupError

    before = generation()
    with pytest.raises(LookupError):
        greet(then=stumble)
    assert (Entry.objects.count(), generation()) == (0, before)

    greet()

    assert Entry.objects.count() == 1
    assert generation() > before


@pytest.mark.django_db
def test_entries_sort_by_the_time_they_were_recorded():
    entries = [greet() for _turn in range(20)]

    assert list(Entry.objects.order_by("id")) == entries


def test_a_fact_does_not_change():
    with pytest.raises(FrozenInstanceError):
        Greeted(actor=ADA, times=1).times = 2  # type: ignore[misc]


def test_two_rooms_can_not_have_an_activity_of_one_name(monkeypatch):
    monkeypatch.setitem(activities._known, "Greeted", Greeted)

    with pytest.raises(TypeError, match="already an activity of"):
        type("Greeted", (Activity,), {"__module__": "allmende.rooms.elsewhere"})


def test_old_payloads_are_read_in_todays_shape(monkeypatch):
    monkeypatch.setitem(activities._known, "Greeted", Greeted)

    assert upcast("Greeted", 1, {"loud": "!!!"}) == {"times": 3, "whom": None}
    assert upcast("Greeted", 2, {"times": 1, "whom": None}) == {"times": 1, "whom": None}
    assert upcast("OfARoomThatIsGone", 1, {"some": "thing"}) == {"some": "thing"}
    with pytest.raises(KeyError):
        upcast("Greeted", 0, {})
