"""F14: two workers with their schedulers at the same time: each thing has its effect once."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from allmende.commons.audiences.models import Layer
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.models import State as JobState
from allmende.observers.notices.models import Notice
from allmende.observers.webhooks.commands.keeping import make_hook
from allmende.rooms.calls.commands import cast_ballot
from allmende.rooms.calls.models import Call, CallState
from tests.faults.holding import invariants_hold, work_is_done
from tests.faults.node import until
from tests.faults.peers import write_letter
from tests.faults.people import make_town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.first]
LETTERS = WORDS = 40


def test_two_workers_and_two_schedulers_do_each_thing_once(cast, mails, listen, make_node, tell):
    receiver, town = listen(), make_town(cast, 2)
    make_hook(cast.eli, cast.community, url=receiver.url, names=["CommentAdded"], layer=Layer.COMMUNITY)
    for person in town.crowd:
        cast_ballot(person.actor, town.vote, town.choices[:1])
    now = clock.now()
    town.vote.phases.filter(kind="vote").update(closes=now - timedelta(seconds=1))
    type(town.vote.box).objects.filter(thing=town.vote.id).update(closes=now - timedelta(seconds=1))
    for n in range(LETTERS):
        write_letter(f"letter{n}")
    nodes = [make_node(FAULTS_SMTP=str(mails.port)) for _ in range(2)]
    for node in nodes:
        node.start("worker")
    _say(town, cast)
    until(lambda: _letters(mails) >= LETTERS and _is_counted(town), "the mails are sent and the votes counted")
    work_is_done()
    for node in nodes:
        node.stop()

    assert Counter(subject for _id, subject in mails.taken).most_common(1)[0][1] == 1, "not even once more on the wire"
    assert _letters(mails) == LETTERS
    ids = Counter(headers["webhook-id"] for headers, _body in receiver.seen)
    assert (len(ids), max(ids.values())) == (Comment.objects.count(), 1)
    assert Entry.objects.filter(thing=town.vote.id, name="VoteCounted").count() == 1
    assert set(Job.objects.filter(state=JobState.DONE).values_list("attempts", flat=True)) == {1}
    keys = list(Job.objects.exclude(unique_key=None).values_list("unique_key", flat=True))
    assert len(keys) == len(set(keys)) > 5
    workers = {
        name.rsplit(":", 1)[0] for name in Job.objects.filter(state=JobState.DONE).values_list("leased_by", flat=True)
    }
    assert Notice.objects.filter(actor=cast.eli).exists()
    invariants_hold()
    tell(
        f"F14: {len(workers)} workers, {Job.objects.count()} jobs, {len(mails.taken)} mails, {len(ids)} hooks, one count: each once"
    )


def _say(town, cast):
    def talk(actor):
        for n in range(WORDS // 2):
            comment(actor, town.open_call, f"Words number {n}.")
        connection.close()

    threads = [threading.Thread(target=talk, args=(person.actor,)) for person in town.crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _letters(mails):
    """How many of the letters have arrived; notices are mailed besides."""
    return sum(subject.startswith("letter") for _id, subject in mails.taken)


def _is_counted(town):
    return Call.objects.get(id=town.vote.id).state == CallState.COUNTED
