"""A worker is killed while it carries an announcement out: the next one goes on, and everyone gets it once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tracemalloc

import pytest
from django.conf import settings

from allmende.commons.audiences.models import Reach
from allmende.commons.spaces.models import Membership
from allmende.commons.spaces.testing import make_community
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.tests.test_a_killed_worker import SOURCE, same_database, until
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice
from allmende.rooms.messages.commands import Words, draft_announcement, release, send_out, sending
from allmende.rooms.messages.models import Announcement, AnnouncementState, Recipient
from allmende.rooms.messages.queries import Chosen

WORKER = """
import django; django.setup()
from allmende.rooms.messages.commands import send_out, sending
sending.STEP = 5
while True:
    send_out()
"""
WORDS = {"en": Words("Summer feast", "We celebrate on Saturday.")}


def crowd(count: int) -> Announcement:
    """An announcement to so many people, let go out by Eli, who curates alone."""
    eli = make_person("Eli Stein")
    root = make_community(eli)
    people = Actor.objects.bulk_create(Actor(handle=f"m-{n}", name=f"Member {n}", language="en") for n in range(count))
    Account.objects.bulk_create(Account(actor=one, email=f"{one.handle}@example.org") for one in people)
    Membership.objects.bulk_create(Membership(space=root, actor=one) for one in people)
    return release(eli, draft_announcement(eli, root, WORDS, Chosen()))


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_and_nobody_gets_it_twice() -> None:
    announcement = crowd(400)
    environment = {**os.environ, "ALLMENDE_DATABASE": same_database(), "ALLMENDE_DATA": str(settings.DATA)}
    environment |= {"PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "allmende.config.settings"}
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=environment)
    got = Recipient.objects.filter(announcement=announcement, state="reached")
    try:
        until(lambda: got.count() >= 20)
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(10)
    assert 0 < got.count() < 400, "it was in the middle"
    assert got.count() == Reach.objects.filter(audience=announcement.audience_id).count(), "a step is done as a whole"

    while Announcement.objects.get(pk=announcement.pk).state == AnnouncementState.SENDING:
        send_out()
        pull_all()

    assert got.count() == 400
    assert Announcement.objects.get(pk=announcement.pk).at == 400
    told = Notice.objects.filter(thing=announcement.pk).values_list("actor", flat=True)
    assert (len(told), len(set(told))) == (400, 400)


@pytest.mark.django_db
@pytest.mark.once
def test_a_step_costs_the_same_statements_for_few_as_for_many(django_assert_max_num_queries) -> None:
    announcement = crowd(450)
    sending.begin_sending(announcement.pk)
    with django_assert_max_num_queries(20):
        sending.take_step(announcement.pk)
    assert Recipient.objects.filter(announcement=announcement, state="reached").count() == sending.STEP


@pytest.mark.django_db
@pytest.mark.once
def test_memory_does_not_grow_with_the_number_of_people() -> None:
    announcement = crowd(3_000)
    sending.begin_sending(announcement.pk)
    sending.take_step(announcement.pk)
    tracemalloc.start()
    for _step in range(14):
        sending.take_step(announcement.pk)
        pull_all()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert Announcement.objects.get(pk=announcement.pk).at == 3_000
    assert peak < 20_000_000
