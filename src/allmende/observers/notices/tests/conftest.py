"""A conversation about a note, and the post that comes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils.html import strip_tags

from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.worker import run_due
from allmende.identity.actors.models import Actor


@pytest.fixture
def post() -> Callable[..., list[mail.EmailMessage]]:
    """Let some time pass with the worker at work; return the mails that went out meanwhile (to someone)."""

    def passed(to: Actor | None = None, **span: float) -> list[mail.EmailMessage]:
        pull_all()
        mail.outbox.clear()
        with clock.travel(**(span or {"minutes": 2})):
            run_due()
        return [one for one in mail.outbox if to is None or one.to == [to.account.email]]

    return passed


@pytest.fixture
def monday() -> object:
    """Hold the clock at a Monday noon in Berlin."""
    from allmende.foundation.testing import NOON

    with clock.frozen(NOON - timedelta(hours=1)):
        yield


class Service:
    """A push service: what it was handed, and how it answers."""

    def __init__(self) -> None:
        self.seen: list[tuple[dict[str, str], bytes]] = []
        self.bodies: list[tuple[str, bytes]] = []
        self.answers: list[int] = []

    def answer(self) -> int:
        return self.answers.pop(0) if self.answers else 201


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        service = self.server.service
        body = self.rfile.read(int(self.headers["Content-Length"]))
        service.seen.append(({name.lower(): value for name, value in self.headers.items()}, body))
        service.bodies.append((self.path, body))
        self.send_response(service.answer())
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def service(settings) -> Iterator[Service]:
    """A push service on this machine."""
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.service = Service()
    server.service.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.service
    server.shutdown()


@pytest.fixture
def sign_in() -> Callable[[Actor], Client]:
    """A browser that is signed in as someone."""

    def signed_in(actor: Actor) -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(actor.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def text() -> Callable[[HttpResponse], str]:
    """The words of a page, without markup."""
    return lambda answer: " ".join(unescape(strip_tags(answer.content.decode())).split())
