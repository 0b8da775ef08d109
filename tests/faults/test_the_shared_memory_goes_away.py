"""F8: Valkey or Redis is gone: slower but right; nobody is signed out, nothing old is shown, no job is lost."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections import Counter

import pytest
from django.conf import settings
from django.test import Client

from tests.faults.holding import GOAL, answered_is_there, invariants_hold, work_is_done
from tests.faults.people import Deed, ask, at_work, make_town
from tools.outside import free_port

SERVER = shutil.which("valkey-server") or shutil.which("redis-server")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.once,
    pytest.mark.first,
    pytest.mark.skipif(SERVER is None, reason="no Valkey or Redis here"),
]


class Memory:
    """A shared memory that can be killed."""

    def __init__(self, folder):
        self.port, self.folder, self.process = free_port(), folder, None

    def start(self):
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen([SERVER, *options], stdout=subprocess.DEVNULL)

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def memory(tmp_path):
    """One that runs."""
    held = Memory(tmp_path)
    held.start()
    yield held
    held.kill()


def test_pages_are_slower_and_right_and_nobody_is_signed_out(cast, memory, mails, make_node, few, tell):
    town = make_town(cast, 8)
    node = make_node(ALLMENDE_CACHE=f"redis://127.0.0.1:{memory.port}/0", FAULTS_SMTP=str(mails.port))
    node.start()
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(cast.ada.account)
    cookie = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
    sums, slowest = Counter(), 0.0
    for seed in few[1:] or few:  # one in the short run
        chance = random.Random(seed)
        town.begin()
        with at_work(town, node.port, seed, giving_up=0):
            time.sleep(chance.random() * 0.3)
            memory.kill()
            began = time.monotonic()
            _is_right(node, town, cookie, f"s{seed}p99d0e")
            slowest = max(slowest, time.monotonic() - began)
            time.sleep(chance.random() * 0.3)
            memory.start()
            _is_right(node, town, cookie, f"s{seed}p99d1e")
        work_is_done()
        sums += answered_is_there(town)
        assert invariants_hold() < GOAL
    tell(f"F8: {len(few[1:] or few)} seeds, {dict(sums)}; three pages took {slowest:.2f} s while it was away")


def _is_right(node, town, cookie, mark):
    """Someone is signed in still, and guests read what was just said."""
    page, said = f"/calls/{town.open_call.slug}/contributions/?order=newest", Deed("hand in", mark)
    node.ask(page)  # kept, if anything is
    town.crowd[0].deeds.append(said)
    said.status, said.answer = ask(town, town.crowd[0], said, node.port)
    assert said.is_done
    assert b"/people/ada-berg/" in node.ask("/", Cookie=cookie)[2], "still signed in"
    status, _headers, body = node.ask(page)
    assert (status, mark in body.decode()) == (200, True), "no page is older than what was said"
