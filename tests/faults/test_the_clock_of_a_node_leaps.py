"""F6 in processes of their own: the clock of a node at work leaps by forty days, or back by an hour, and is set right again."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.rooms.calls.models import Call, CallState
from tests.faults.conftest import SHORT
from tests.faults.dying import leap
from tests.faults.holding import invariants_hold, work_is_done
from tests.faults.node import until
from tests.faults.people import Deed, ask, make_town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.first]
LEAPS = (timedelta(days=40), timedelta(hours=-1))
STOOD_WRONG, STILL_OPEN = 4.0, timedelta(seconds=12)
"""The worker looks once in a second whether a vote is to be closed."""


def test_no_vote_closes_early_and_whoever_was_refused_is_let_in_again(cast, make_node, seeds, tell):
    if len(seeds) == SHORT:
        pytest.skip("in the long run alone")
    refused, data = 0, Path(settings.DATA)
    node = make_node()
    node.start()
    for seed in seeds[:10]:
        town = make_town(cast, 1)
        closes = clock.now() + STILL_OPEN
        town.vote.phases.filter(kind="vote").update(closes=closes)
        type(town.vote.box).objects.filter(thing=town.vote.id).update(closes=closes)
        leap(data, LEAPS[seed % 2])
        status = _vote(town, node, f"s{seed}p0d0e").status
        assert status == (401 if seed % 2 == 0 else 200), "a token of thirty days is over in forty"
        refused += status == 401
        time.sleep(STOOD_WRONG)
        assert Call.objects.get(id=town.vote.id).state == CallState.OPEN, f"seed {seed}"
        leap(data, timedelta())
        assert _vote(town, node, f"s{seed}p0d1e").is_done, f"seed {seed}"
        until(lambda town=town: _is_counted(town), "the votes are counted")
        work_is_done()
        assert Call.objects.get(id=town.vote.id).box.turnout == 1
        assert Entry.objects.filter(thing=town.vote.id, name="VoteCounted").count() == 1
        invariants_hold()
    node.stop()
    tell(f"F6 in a node: {len(seeds[:10])} seeds, {refused} refused while it stood wrong, each vote counted once")


def _vote(town, node, mark):
    person, deed = town.crowd[0], Deed("vote", mark, sorted(town.choices[: 1 + (mark[-2] == "1")]))
    person.deeds.append(deed)
    deed.status, deed.answer = ask(town, person, deed, node.port)
    if deed.is_done:
        person.receipt = deed.answer["version"]
    return deed


def _is_counted(town):
    return Call.objects.get(id=town.vote.id).state == CallState.COUNTED
