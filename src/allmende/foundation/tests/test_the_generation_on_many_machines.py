"""The generation lies in a memory that all machines share: every activity outdates every machine's pages; without it nothing is kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import override_settings

from allmende.foundation import clock, shared
from allmende.foundation import generation as module
from allmende.foundation.generation import generation, held, move_generation
from allmende.foundation.limits.quotas import Policy, take
from allmende.foundation.testing import NOON
from tools.outside import free_port

SERVER = shutil.which("valkey-server") or shutil.which("redis-server")
pytestmark = [pytest.mark.once, pytest.mark.skipif(SERVER is None, reason="no Valkey or Redis here")]


@pytest.fixture
def memory(tmp_path, monkeypatch):
    """A shared memory that can be stopped and started, and a node that uses it."""
    port, running = free_port(), []

    class Memory:
        address = f"redis://127.0.0.1:{port}/0"

        def start(self):
            options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
            running.append(subprocess.Popen([SERVER, *options], stdout=subprocess.DEVNULL))
            for _ in range(100):
                try:
                    shared.connected().ping()
                    return
                except Exception:  # noqa: BLE001 - it is starting
                    time.sleep(0.05)
            raise AssertionError("it does not start")

        def stop(self):
            while running:
                process = running.pop()
                process.kill()
                process.wait()

    monkeypatch.setattr(shared, "PAUSE", 0.0)
    monkeypatch.setattr(module, "_is_owed", False)
    monkeypatch.setattr(shared, "_away_until", 0.0)
    shared.connected.cache_clear()
    held = Memory()
    with override_settings(CONFIG=replace(settings.CONFIG, cache=held.address)):
        held.start()
        yield held
        held.stop()
    shared.connected.cache_clear()


def elsewhere(address: str, then: str = "move_generation(); print(generation())") -> int:
    """The generation as another machine moves and sees it; or what else it does."""
    code = (
        "from dataclasses import replace; from django.conf import settings; from allmende.foundation.config import Config\n"
        f"settings.configure(CONFIG=replace(Config(), cache={address!r}), MASTER_KEY={settings.MASTER_KEY!r})\n"
        "from allmende.foundation.generation import generation, move_generation\n"
        f"from allmende.foundation.limits.quotas import Policy, take; from datetime import timedelta; {then}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    return int(done.stdout)


def test_it_stays_until_something_happens_on_any_machine(memory):
    first = generation()
    assert generation() == first

    theirs = elsewhere(memory.address)
    assert generation() == theirs > first
    move_generation()
    assert generation() > theirs


def test_while_the_memory_is_away_nothing_is_kept_and_nothing_is_old_afterwards(memory):
    before = generation()

    memory.stop()
    assert len({generation() for _ in range(3)}) == 3, "no page is found under a number that is new each time"
    move_generation()  # what happens meanwhile is not lost
    memory.start()

    after = generation()
    assert after > before
    assert generation() == after, "and pages are kept again"
    assert elsewhere(memory.address) > after


def test_a_request_asks_once_and_sees_what_it_moves_itself(memory):
    with held():
        began = generation()
        theirs = elsewhere(memory.address)
        assert generation() == began < theirs, "what a request reads, it began with"
        move_generation()
        assert generation() > theirs
    assert generation() > theirs


def test_all_machines_count_together_and_each_for_itself_while_the_memory_is_away(memory):
    policy = Policy("token", quota=3, seconds=10**9)
    with clock.frozen(NOON):
        left = [take(policy, "ada").left, take(policy, "ada").left]
        there = elsewhere(memory.address, f"print(take(Policy('token', 3, {policy.seconds}), 'ada').left)")
        assert [*left, there] == [2, 1, 0]
        assert take(policy, "ada").is_too_many
        assert not take(policy, "ben").is_too_many

        memory.stop()
        assert take(policy, "ada").left == 2
