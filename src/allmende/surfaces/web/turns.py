"""Requests of one process take turns: two that work at the same time in one interpreter only keep each other from working."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

PATIENCE = 0.05
"""So many seconds a request may have the turn to itself; then the next one goes ahead beside it."""

SMALL = 65_536
"""A body of so many bytes has come as a whole with its request, or nearly; a larger one may still be on its way."""


class Turns:
    """A WSGI application that works on one request at a time, in the order in which they came, as long as each is quick.

    The threads of a process share one interpreter and hand it over with every statement: each gets it back when another has
    used up its five milliseconds, and all of them are late. In turns the same requests take a sixth less processor time, and
    the slowest twentieth of them two thirds of the time (docs/decisions/turns.md). Who waits for something else, a slow
    upload above all, holds up nobody for longer than `PATIENCE`; a long queue of quick ones stays a queue.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._at_work: threading.Lock | None = None
        self._overdue = 0.0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer as WSGI does (PEP 3333); what streams is sent after the turn."""
        if _comes_slowly(environ):
            return self.application(environ, start_response)
        turn = self._wait()
        try:
            return self.application(environ, start_response)
        finally:
            with self._guard:
                if self._at_work is turn:  # and nobody has passed it meanwhile
                    self._next()

    def _wait(self) -> threading.Lock:
        turn = threading.Lock()  # closed until it is this request's turn
        turn.acquire()
        with self._guard:
            self._waiting.append(turn)
            if self._at_work is None:
                self._next()
        while not turn.acquire(timeout=max(self._overdue - monotonic(), 0.001)):
            with self._guard:
                if self._waiting and turn is self._waiting[0] and monotonic() >= self._overdue:
                    self._next()
        return turn

    def _next(self) -> None:
        self._at_work = self._waiting.popleft() if self._waiting else None
        if self._at_work:
            self._overdue = monotonic() + PATIENCE
            self._at_work.release()


def _comes_slowly(environ: dict[str, Any]) -> bool:
    length = environ.get("CONTENT_LENGTH") or "0"
    return "HTTP_TRANSFER_ENCODING" in environ or not length.isdecimal() or int(length) > SMALL
