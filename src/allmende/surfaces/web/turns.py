"""Requests of one process take turns: two that work at the same time in one interpreter only keep each other from working."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

PATIENCE = 0.05
"""So many seconds a request waits for its turn; then it goes ahead beside the one that takes long."""

SMALL = 65_536
"""A body of so many bytes has come as a whole with its request, or nearly; a larger one may still be on its way."""


class Turns:
    """A WSGI application that works on one request at a time, as long as each is quick.

    The threads of a process share one interpreter and hand it over with every statement: each gets it back when another has
    used up its five milliseconds, and all of them are late. In turns the same requests take a sixth less processor time, and
    the slowest twentieth of them two thirds of the time (docs/decisions/turns.md). Who waits for something else, a slow
    upload above all, holds up nobody for longer than `PATIENCE`.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]], at_once: int = 1) -> None:
        self.application = application
        self.turn = threading.Semaphore(at_once)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer as WSGI does (PEP 3333); what streams is sent after the turn."""
        if _comes_slowly(environ):
            return self.application(environ, start_response)
        is_ours = self.turn.acquire(timeout=PATIENCE)
        try:
            return self.application(environ, start_response)
        finally:
            if is_ours:
                self.turn.release()


def _comes_slowly(environ: dict[str, Any]) -> bool:
    length = environ.get("CONTENT_LENGTH") or "0"
    return "HTTP_TRANSFER_ENCODING" in environ or not length.isdecimal() or int(length) > SMALL
