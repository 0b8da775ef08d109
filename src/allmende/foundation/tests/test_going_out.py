"""The only way out: to the public internet, encrypted, for seconds and two megabytes; nowhere inside, however it is spelt."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from requests import RequestException

from allmende.foundation import http
from allmende.foundation.http import is_public, open_session

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.1.2.3 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.1 192.0.2.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255
240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808
64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:808:808::1 fc00::1 fd00::1
fdff:ffff::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 ff00::1 ff02::1 ff0e::1 3fff::1 5f00::1
""".split()

OUTSIDE = "8.8.8.8 1.1.1.1 9.9.9.9 172.15.0.1 172.32.0.1 192.169.0.1 2606:4700::1111 2a00:1450:4001::1".split()

SPELLINGS = [
    "http://127.0.0.1", "https://127.0.0.1", "https://localhost", "https://0", "https://0.0.0.0", "https://127.1", "https://2130706433",
    "https://0x7f000001", "https://0177.0.0.1", "https://[::1]", "https://[::]", "https://[::ffff:127.0.0.1]", "https://[::127.0.0.1]",
    "https://127.0.0.1.", "https://LOCALHOST", "https://user@127.0.0.1", "https://①②⑦.⓪.⓪.①", "https://169.254.169.254",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_of_the_internet_are(address: str) -> None:
    assert is_public(address)


class Rogue(BaseHTTPRequestHandler):
    """A server that leads inside, talks for ever, or talks too much."""

    def do_GET(self) -> None:
        self.server.seen.append(self.path)
        getattr(self, self.path.strip("/"), self.plain)()

    def plain(self) -> None:
        self._head({"Content-Length": "2"})
        self.wfile.write(b"ok")

    def away(self) -> None:
        self._head({"Location": "https://169.254.169.254/latest/meta-data"}, 302)

    def round(self) -> None:
        self._head({"Location": "/round"}, 302)

    def much(self) -> None:
        self._head({})
        try:
            for _ in range(100):
                self.wfile.write(b"x" * 100_000)
        except OSError:
            pass

    def slow(self) -> None:
        self._head({})
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def _head(self, headers: dict[str, str], status: int = 200) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def rogue() -> Iterator[Any]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Rogue)
    server.seen = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_our_own_machine_is_not_reached_however_it_is_spelt(rogue, settings, spelling: str) -> None:
    settings.PRIVATE_HOSTS = frozenset()
    with open_session() as session, pytest.raises((RequestException, UnicodeError)):
        session.get(f"{spelling}:{rogue.server_address[1]}/")

    assert rogue.seen == []


def test_a_name_is_judged_by_the_address_that_is_connected_to(rogue, settings, monkeypatch) -> None:
    settings.PRIVATE_HOSTS = frozenset()
    answers = iter(["8.8.8.8", "127.0.0.1"])  # a name server that changes its mind: only one question is ever asked
    asked = []

    def resolve(host: str, port: int, **kind: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def refuse(self: socket.socket, address: Any) -> None:
        raise OSError(f"connected to {address[0]}")

    monkeypatch.setattr(http.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    with open_session() as session, pytest.raises(RequestException, match=r"connected to 8\.8\.8\.8"):
        session.get("https://rebinding.example/")

    assert asked == ["rebinding.example"]


def test_a_host_that_the_operator_named_is_reached_on_this_machine_also_unencrypted(rogue, settings) -> None:
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    with open_session() as session:
        assert session.get(f"http://127.0.0.1:{rogue.server_address[1]}/").text == "ok"


def test_redirects_lead_nowhere_else_and_end(rogue, settings) -> None:
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    for path in ("away", "round"):
        with open_session() as session, pytest.raises(RequestException):
            session.get(f"http://127.0.0.1:{rogue.server_address[1]}/{path}")

    assert rogue.seen.count("/round") == http.REDIRECTS + 1


def test_endless_and_slow_answers_end(rogue, settings, monkeypatch) -> None:
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    monkeypatch.setattr(http, "WHOLE", 0.3)
    for path in ("much", "slow"):
        began = time.monotonic()
        with open_session() as session, pytest.raises(RequestException):
            session.get(f"http://127.0.0.1:{rogue.server_address[1]}/{path}")
        assert time.monotonic() - began < 2


def test_no_proxy_and_no_password_of_the_surroundings_is_used(rogue, settings, monkeypatch) -> None:
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with open_session() as session:
        assert session.get(f"http://127.0.0.1:{rogue.server_address[1]}/").text == "ok"
