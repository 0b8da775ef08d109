"""A node tells machines whether it lives, whether people may be sent to it, and how it is doing; and comes back when its database does."""

from __future__ import annotations

import json
import logging
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.test import Client, override_settings

from allmende.foundation import clock, logs
from allmende.foundation.tasks.worker import run_worker
from allmende.foundation.testing import NOON
from allmende.surfaces.web.failures import is_database_away

TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture
def machine():
    """A program that knows no host name of ours."""
    return Client(SERVER_NAME="10.0.0.7", raise_request_exception=False)


def test_a_process_lives_whatever_else_is_away(machine):
    answer = machine.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "live"})
    assert "Set-Cookie" not in answer.headers


@pytest.mark.django_db
def test_people_are_sent_here_once_the_database_answers_and_nothing_is_half_restored(machine):
    assert machine.get("/health/ready").json() == {"status": "ready"}

    mark = Path(settings.DATA) / "restoring"
    mark.touch()
    try:
        answer = machine.get("/health/ready")
    finally:
        mark.unlink()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


@pytest.mark.django_db
def test_figures_are_for_whoever_has_the_token(client, machine):
    assert machine.get("/metrics").status_code == 404
    with override_settings(CONFIG=replace(settings.CONFIG, metrics=TOKEN)):
        for wrong in (
            {},
            {"Authorization": "Bearer x"},
            {"Authorization": f"Basic {TOKEN}"},
            {"Authorization": "Bearer ü"},
        ):
            assert machine.get("/metrics", headers=wrong).status_code == 401
        client.get("/search/?q=secret+words")
        client.get("/nothing-here/")
        text = machine.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()

    assert 'allmende_request_seconds_count{method="GET",route="search",status="200"} 1.0' in text
    assert 'route="none",status="404"' in text
    assert 'allmende_jobs{state="ready"}' in text
    assert "secret" not in text


@pytest.mark.django_db
def test_whoever_found_a_weakness_reads_whom_to_tell_and_that_it_still_holds(client):
    named = replace(
        settings.CONFIG, language="it", security_contact=("mailto:safe@meadow.example", "https://meadow.example/report")
    )
    with override_settings(CONFIG=named), clock.frozen(NOON):
        answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:safe@meadow.example",
        "Contact: https://meadow.example/report",
        "Expires: 2026-08-29T00:00:00Z",
        "Preferred-Languages: it, en",
        "Canonical: http://localhost/.well-known/security.txt",
    ]


@pytest.mark.django_db
def test_each_request_has_a_number_that_stands_in_its_lines_and_no_line_holds_what_was_asked(client):
    lines = []

    class Kept(logging.Handler):
        def emit(self, record):
            lines.append(json.loads(self.format(record)))

    handler = Kept()
    handler.setFormatter(logs.AsJson())
    logs.requests.addHandler(handler)
    before = logs.requests.level
    logs.requests.setLevel(logging.INFO)
    trace = f"00-{'a1' * 16}-{'b2' * 8}-01"
    try:
        first = client.get("/search/?q=secret")
        second = client.get("/search/", headers={"traceparent": trace})
        with override_settings(CONFIG=replace(settings.CONFIG, proxies=1)):
            third = client.get("/search/", headers={"traceparent": trace})
    finally:
        logs.requests.removeHandler(handler)
        logs.requests.setLevel(before)

    assert [line["request"] for line in lines] == [one.headers["X-Request-ID"] for one in (first, second, third)]
    assert third.headers["X-Request-ID"] == "a1" * 16, "believed only behind a proxy"
    assert second.headers["X-Request-ID"] != "a1" * 16
    assert (lines[0]["path"], lines[0]["status"], lines[0]["level"]) == ("/search/", 200, "info")
    assert "secret" not in json.dumps(lines)


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (OperationalError("database is locked"), True), (OperationalError("database or disk is full"), True),
        (InterfaceError("connection already closed"), True), (ValueError("database is locked"), False), (None, False),
    ],
)  # fmt: skip
def test_what_passes_by_itself_is_told_from_a_fault_of_ours(error, away):
    assert is_database_away(error) is away


class Way:
    """The way to a database, which can be cut and opened again."""

    def __init__(self, host: str, port: int) -> None:
        self.target, self.port, self.open_ones = (host, port), 0, []
        self.door = None

    def open(self) -> None:
        """Let everyone through."""
        self.door = socket.create_server(("127.0.0.1", self.port))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._serve, args=(self.door,), daemon=True).start()

    def _serve(self, door) -> None:
        with suppress(OSError):
            while True:
                near = door.accept()[0]
                far = socket.create_connection(self.target)
                self.open_ones += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, source, sink) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        self._close(source, sink)

    def _close(self, *sockets) -> None:
        for one in sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def cut(self) -> None:
        """Let nobody through any more, and end what is under way."""
        self._close(self.door, *self.open_ones)
        self.open_ones = []


@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_away_people_are_asked_to_come_back_and_nobody_needs_to_start_anything(cast):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is no server that could be away")
    own = connection.settings_dict
    before = (own["HOST"], own["PORT"])
    way = Way(str(own["HOST"]), int(own["PORT"]))
    way.open()
    client, stop = Client(SERVER_NAME="localhost", raise_request_exception=False), threading.Event()
    worker = threading.Thread(target=run_worker, args=(stop,), daemon=True)
    client.force_login(cast.ada.account)
    try:
        connection.close()
        own["HOST"], own["PORT"] = "127.0.0.1", way.port
        worker.start()
        assert client.get("/notices/").status_code == 200

        way.cut()
        for page, kind in (("/notices/", "text/html"), ("/api/v1/notices", "application/problem+json")):
            answer = client.get(page)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
            assert answer.headers["Content-Type"].startswith(kind)
        assert client.get("/health/ready").status_code == 503
        assert client.get("/health/live").status_code == 200

        way.open()
        close_old_connections()  # as whatever serves does before each request; Django's test client leaves it out
        assert client.get("/notices/").status_code == 200
        assert client.get("/health/ready").status_code == 200
        assert worker.is_alive()
    finally:
        stop.set()
        worker.join(20)
        connection.close()
        own["HOST"], own["PORT"] = before
        way.cut()
