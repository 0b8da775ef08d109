"""Receivers on this machine that answer as they are told, and hooks that lead to them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from allmende.commons.audiences.models import Layer
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.worker import PEERS, run_due
from allmende.observers.webhooks.commands.keeping import make_hook
from allmende.observers.webhooks.tasks import line_up

TOLD = ["CommentAdded", "MemberJoined", "SpaceOpened"]


@dataclass
class Receiver:
    """A program that listens: what it was sent, and how it answers (a status, or a function of the handler)."""

    url: str = ""
    seen: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    always: int | Callable[[BaseHTTPRequestHandler], None] = 204

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What it was sent, read."""
        return [json.loads(body) for _headers, body in self.seen]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver = self.server.receiver
        body = self.rfile.read(int(self.headers["Content-Length"]))
        receiver.seen.append(({name.lower(): value for name, value in self.headers.items()}, body))
        answer = receiver.answers.pop(0) if receiver.answers else receiver.always
        if not callable(answer):
            self.send_response(answer)
            self.end_headers()
        else:
            answer(self)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def never(handler: BaseHTTPRequestHandler) -> None:
    """Accept and never answer."""
    time.sleep(30)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Answer a byte at a time, from the first one on."""
    handler.wfile.write(b"HTTP/1.1 200 ")
    try:
        for _second in range(60):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.2)
    except OSError:
        pass


@pytest.fixture
def listen(settings) -> Iterator[Callable[[str], Receiver]]:
    """Open receivers, each a host of its own."""
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1", "localhost"})
    servers = []

    def opened(path: str = "/hook") -> Receiver:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.block_on_close = False
        server.receiver = receiver = Receiver(url=f"http://127.0.0.1:{server.server_address[1]}{path}")
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        servers.append(server)
        return receiver

    yield opened
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def hooked(cast, listen):
    """Eli's hook on the community for what its members see: the hook, its secret, its receiver."""
    receiver = listen()
    hook, secret = make_hook(cast.eli, cast.community, url=receiver.url, names=TOLD, layer=Layer.COMMUNITY)
    return hook, secret, receiver


def work() -> None:
    """Let everything that is due be done: the journal read, lanes lined up, their tasks done."""
    pull_all()
    line_up()
    run_due(rounds=False, queues=(PEERS,))
