"""F3: PostgreSQL is stopped at once and started again while people work; nobody starts anything of ours by hand."""

from __future__ import annotations

import json
import random
import time
from collections import Counter

import pytest
from django.db import connection

from tests.faults.elsewhere import own_postgresql
from tests.faults.holding import GOAL, answered_is_there, invariants_hold, work_is_done
from tests.faults.node import until
from tests.faults.people import at_work, make_town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.first]
PATIENCE = 60.0
"""Seconds; the goal is fifteen on a machine that does nothing else, and what was seen is told."""


def test_everyone_is_told_to_come_back_and_nothing_is_lost(cast, make_node, few, tell):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is a file: it does not go away")
    town, sums, slowest = make_town(cast), Counter(), 0.0
    with own_postgresql() as cluster:
        node = make_node()
        node.start()
        for seed in few:
            town.begin()
            with at_work(town, node.port, seed):
                time.sleep(0.5 + random.Random(seed).random())
                _away_and_back(cluster, node, town, random.Random(seed), long=len(few) > 2)
                slowest = max(slowest, until(lambda: _works(node, town), "people can work again", PATIENCE))
            connection.close()
            work_is_done()
            sums += answered_is_there(town)
            assert invariants_hold() < GOAL
        node.stop()
    tell(f"F3: {len(few)} seeds, {dict(sums)}; at work again {slowest:.1f} s after PostgreSQL at the latest")


def _away_and_back(cluster, node, town, chance, *, long):
    cluster.stop()
    status, headers, body = _ask(node, town, "de")
    problem = json.loads(body)
    assert (status, headers["retry-after"]) == (503, "5")
    assert "Datenbank" in problem["detail"]
    page = node.ask(f"/calls/{town.open_call.slug}/?{chance.random()}", Cookie="session=of-someone")
    assert (page[0], "Gleich wieder da" in page[2].decode()) == (503, True)
    assert node.ask("/health/live")[0] == 200, "nobody restarts the process for this"
    assert node.ask("/health/ready")[0] == 503
    time.sleep(chance.uniform(5, 30) if long else chance.uniform(0.5, 1))
    cluster.start()


def _ask(node, town, language):
    token = town.crowd[0].token
    return node.ask(
        f"/api/v1/calls/{town.open_call.slug}", Authorization=f"Bearer {token}", **{"Accept-Language": language}
    )


def _works(node, town):
    return _ask(node, town, "en")[0] == 200 and node.is_ready()
