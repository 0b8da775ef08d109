"""In one process one request is worked on at a time, unless it takes long: then it holds up nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from allmende.surfaces.web import turns
from allmende.surfaces.web.turns import Turns

PATIENT = 5.0


class House:
    """An application whose visitors stay until they are let go, and which knows who is in."""

    def __init__(self) -> None:
        self.inside, self.came, self.leave = 0, threading.Semaphore(0), threading.Event()
        self.most = 0
        self._count = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        with self._count:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.came.release()
        if environ.get("stays"):
            self.leave.wait(PATIENT)
        with self._count:
            self.inside -= 1
        return [b"done"]


def visit(application: Turns, **environ: str) -> threading.Thread:
    thread = threading.Thread(target=application, args=(environ, lambda *_head: None))
    thread.start()
    return thread


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(turns, "PATIENCE", PATIENT)
    return House()


def test_quick_requests_are_worked_on_one_after_the_other(house):
    application = Turns(house)

    for thread in [visit(application) for _each in range(20)]:
        thread.join(PATIENT)

    assert house.most == 1


def test_one_that_takes_long_is_passed_by_the_others(house, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    application = Turns(house)
    slow = visit(application, stays="yes")
    assert house.came.acquire(timeout=PATIENT)

    quick = visit(application)
    quick.join(PATIENT)

    assert not quick.is_alive()
    assert slow.is_alive()
    house.leave.set()
    slow.join(PATIENT)


def test_a_long_queue_of_quick_ones_stays_a_queue_in_the_order_in_which_they_came(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.2)
    answered, inside, most = [], [], []

    def works(environ: dict[str, Any], _start_response: Callable[..., Any]) -> list[bytes]:
        inside.append(environ["n"])
        most.append(len(inside))
        threading.Event().wait(0.03)
        answered.append(inside.pop())
        return [b"done"]

    application, coming = Turns(works), []
    for n in range(20):
        coming.append(visit(application, n=str(n)))
        while len(application._waiting) + len(inside) + len(answered) <= n:
            threading.Event().wait(0.0005)
    for thread in coming:
        thread.join(PATIENT)

    assert max(most) == 1, "they waited for longer than anyone may have the turn, and nobody had it for long"
    assert answered == [str(n) for n in range(20)]


@pytest.mark.parametrize(
    "body", [{"CONTENT_LENGTH": "70000"}, {"HTTP_TRANSFER_ENCODING": "chunked"}, {"CONTENT_LENGTH": "some"}]
)
def test_a_body_that_is_still_on_its_way_takes_no_turn_from_anyone(house, body):
    application = Turns(house)
    upload = visit(application, stays="yes", **body)
    assert house.came.acquire(timeout=PATIENT)

    quick = visit(application)
    quick.join(PATIENT)

    assert not quick.is_alive(), "it has not waited for the upload, however patient it is"
    house.leave.set()
    upload.join(PATIENT)


def test_a_request_that_fails_gives_its_turn_on(house):
    def fails(_environ: dict[str, Any], _start_response: Callable[..., Any]) -> list[bytes]:
        raise RuntimeError

    application = Turns(fails)

    for _twice in range(2):
        with pytest.raises(RuntimeError):
            application({}, lambda *_head: None)
