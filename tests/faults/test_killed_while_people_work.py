"""F1, F2, F4: the web process and the worker are killed while twenty people work, and lines break after the work is done."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.threads.models import Comment
from allmende.observers.webhooks.commands.keeping import make_hook
from tests.faults import dying
from tests.faults.conftest import SHORT
from tests.faults.holding import GOAL, answered_is_there, invariants_hold, work_is_done
from tests.faults.node import allmende
from tests.faults.peers import breaking_line, write_letter
from tests.faults.people import CROWD, at_work, make_town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.first]
LETTERS = 4


def test_all_that_was_answered_is_there_once_and_told_once(cast, mails, listen, make_node, seeds, tell):
    receiver, town = listen(), make_town(cast, CROWD if len(seeds) > SHORT else CROWD // 2)
    make_hook(cast.eli, cast.community, url=receiver.url, names=["CommentAdded"], layer=Layer.COMMUNITY)
    node = make_node(FAULTS_SMTP=str(mails.port), FAULTS_LEASE="4")
    node.start()
    sums = Counter()
    with breaking_line(node.port) as line:
        for seed in seeds:
            sums += _one_round(node, town, mails, receiver, line, seed, tell)
    doctor = allmende("doctor", "--invariants", "--json")
    assert '"reach"' in doctor.stdout, doctor.stderr
    tell(f"F1 F2 F4: {len(seeds)} seeds, {dict(sums)}")


def _one_round(node, town, mails, receiver, line, seed, tell):
    chance = random.Random(seed)
    line.chance, line.breaking = chance, 0.2
    letters, hooks, broken = len(mails.taken), len(receiver.seen), line.broken
    subjects = [f"s{seed}letter{n}" for n in range(LETTERS)]
    town.begin()
    before = set(Comment.objects.values_list("pk", flat=True))
    with at_work(town, line.port, seed):
        deaths = [_death(node, chance, "web", dying.WEB), _death(node, chance, "work", dying.WORK, subjects)]
        time.sleep(chance.random() * 0.3)
        if seed % 5 >= 3:
            deaths.append(_kill(node, chance, everything=seed % 5 == 4))
    took = work_is_done()
    answered = answered_is_there(town)
    seconds = invariants_hold()
    assert seconds < GOAL
    sent = [(key, subject.split()[0]) for key, subject in mails.taken[letters:]]  # notices besides
    mailed = _once([(key, word) for key, word in sent if word in subjects], subjects)
    said = {str(pk) for pk in Comment.objects.values_list("pk", flat=True)} - {str(pk) for pk in before}
    told = [
        (headers["webhook-id"], json.loads(body)["data"]["object"]["id"].rstrip("/").rpartition("/")[2])
        for headers, body in receiver.seen[hooks:]
    ]
    again = mailed + _once(told, said)
    assert again <= len(deaths), "at most one repetition on the wire for each death"
    sums = answered + Counter({"answers lost": line.broken - broken, "told again": again})
    tell(f"seed {seed}: {', '.join(deaths)}; {dict(sums)}; work done after {took:.1f} s, invariants in {seconds:.1f} s")
    return sums


def _death(node, chance, role, points, subjects=()):
    """Let a process die at a marked point, and give the worker something to do; says where."""
    point = chance.choice(points)
    number = chance.randint(1, 3 if point in {"file", "filed", "mailed"} else 12)
    node.die_at(role, point, number)
    for subject in subjects:
        write_letter(subject)
    began = time.monotonic()
    while not node.has_died() and time.monotonic() < began + 10:
        time.sleep(0.02)
    said = f"{role} at {point} {number}" if node.has_died() else f"{role} never came to {point} {number}"
    node.spare()
    return said


def _kill(node, chance, *, everything):
    """Kill one process at a random moment, or all at once and start them again; says which."""
    if everything:
        node.kill()
        return f"all at once, open again after {node.start():.1f} s"
    victim = chance.choice(node.processes())
    os.kill(victim, signal.SIGKILL)
    return "one process at a random moment"


def _once(told, expected):
    """What was told, by its id, is what was expected, each once; returns how much was told again under its id."""
    different = Counter(what for _key, what in set(told))
    assert different == Counter(expected)
    return len(told) - len(set(told))
