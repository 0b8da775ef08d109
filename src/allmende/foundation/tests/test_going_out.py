"""The only way out: to the public internet, encrypted, for seconds and two megabytes; nowhere inside, however it is spelt."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

import pytest
from requests import Request, RequestException, Response

from allmende.commons.previews import commands as previews
from allmende.foundation import http
from allmende.foundation.http import is_public, open_session
from allmende.identity.signon.discovery import problem_with
from allmende.people.profiles.commands import links

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.1.2.3 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.1 192.0.2.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255
240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808
64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:808:808::1 fc00::1 fd00::1
fdff:ffff::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 ff00::1 ff02::1 ff0e::1 3fff::1 5f00::1
""".split()

OUTSIDE = "8.8.8.8 1.1.1.1 9.9.9.9 172.15.0.1 172.32.0.1 192.169.0.1 2606:4700::1111 2a00:1450:4001::1".split()

SPELLINGS = """
127.0.0.1 localhost LOCALHOST localhost. 127.0.0.1. 0 0.0.0.0 127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 0x7f.1 0177.0.0.1 017700000001
00177.0.0.1 127.0.0.1%00 127.0.0.1%20 %31%32%37.0.0.1 127。0。0。1 127．0．0．1 ①②⑦.⓪.⓪.① １２７.0.0.1 ⑯⑨｡②⑤④｡⑯⑨｡②⑤④ ⓛⓞⓒⓐⓛⓗⓞⓢⓣ
[::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::127.0.0.1]
[64:ff9b:1::7f00:1] [2002:7f00:1::] [2002:7f00:1::1] [2001:0:7f00:1::] [2001::1] [fc00::1] [fd12:3456::1] [fe80::1] [fe80::1%25lo] [::1%25lo]
[fec0::1] [ff02::1] [2001:db8::1] [100::1] 10.0.0.1 10.1 167772161 0xa000001 012.0.0.1 172.16.0.1 192.168.1.1 192.168.257 3232235777 0xc0a80101
169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518 100.64.0.1 198.18.0.1 192.0.0.192 192.0.2.1 224.0.0.1 255.255.255.255
user@127.0.0.1 user:word@127.0.0.1 8.8.8.8@127.0.0.1 127.0.0.1@8.8.8.8 127.0.0.1#@8.8.8.8 127.0.0.1?.example.org 127.0.0.1\\@8.8.8.8
""".split()
"""Every one of these means this machine, our network, a cloud's own address or nothing; the port stands behind each."""


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
        self._piecemeal(b"x" * 100_000 for _ in range(100))

    def slow(self) -> None:
        self._head({})
        self._piecemeal((b"x" for _ in range(100)), 0.05)

    def packed(self) -> None:
        """Two hundred megabytes of nothing in two hundred kilobytes."""
        self._head({"Content-Encoding": "gzip"})
        self._piecemeal(gzip.compress(b"x" * 20_000_000, 9) for _ in range(10))

    def slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self._piecemeal((b"X-More: x\r\n" for _ in range(90)), 0.05)

    def silent(self) -> None:
        time.sleep(1)

    def _piecemeal(self, pieces: Iterable[bytes], pause: float = 0) -> None:
        try:
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)
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


def directly(address: str) -> None:
    with open_session(may_be_plain=True) as session:
        session.get(address)


def by_a_redirect(address: str) -> None:
    """A server of the internet sends us there: it is let stand for by an answer that requests takes as its own."""
    with open_session(may_be_plain=True) as session:
        sent = Request("GET", "https://server.example/").prepare()
        answer = Response()
        answer.status_code, answer.url, answer.request, answer.raw = 302, sent.url, sent, BytesIO()
        answer.headers["Location"] = address
        with errand(may_be_plain=True):
            list(session.resolve_redirects(answer, sent))


def by_a_link_of_a_profile(address: str) -> None:
    assert links._fetched(address) == ""
    raise RequestException("It says nothing, which is right.")


def by_a_provider_of_sign_in(address: str) -> None:
    assert problem_with(address)
    raise RequestException("It names the problem.")


def by_a_link_that_someone_shares(address: str) -> None:
    assert previews._fetched(address) == (None, None)
    raise RequestException("It gives no card, which is right.")


def by_the_picture_of_a_page(address: str) -> None:
    with open_session(may_be_plain=True) as session:
        assert previews._picture(session, address) is None
    raise RequestException("The card has no picture, which is right.")


ENTRANCES = [
    directly, by_a_redirect, by_a_link_of_a_profile, by_a_provider_of_sign_in, by_a_link_that_someone_shares,
    by_the_picture_of_a_page,
]  # fmt: skip


@contextmanager
def errand(*, may_be_plain: bool) -> Iterator[None]:
    begun = http.Errand(may_be_plain=may_be_plain)
    token = http._errand.set(begun)
    yield
    http._errand.reset(token)
    begun.close()


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_nothing_inside_is_reached_however_it_is_spelt(rogue, settings, monkeypatch, entrance) -> None:
    settings.PRIVATE_HOSTS = frozenset()
    connections: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, at: connections.append(at) or refuse())

    def refuse() -> None:
        raise OSError("connected")

    def resolve(host: str, port: int, **kind: Any) -> list[Any]:
        """As the machine does for addresses however they are spelt; names of the internet are all a server's."""
        try:
            return native(host, port, flags=socket.AI_NUMERICHOST, **kind)
        except (OSError, UnicodeError):
            if str(host).rstrip(".").lower() == "localhost":
                return native("127.0.0.1", port, **kind)
            raise OSError("There is no such host.") from None

    native = socket.getaddrinfo
    monkeypatch.setattr(http.socket, "getaddrinfo", resolve)
    assert len(SPELLINGS) >= 60
    for spelling in SPELLINGS:
        host, mark, rest = spelling.partition("#") if "#" in spelling else spelling.partition("?")
        for scheme, port in (("http", ""), ("https", ""), ("https", f":{rogue.server_address[1]}"), ("http", ":22")):
            with pytest.raises((RequestException, UnicodeError, ValueError)):
                entrance(f"{scheme}://{host}{port}{mark}{rest}/")

    assert (connections, rogue.seen) == ([], [])


@pytest.mark.parametrize(
    "address", ["https://8.8.8.8:22/", "http://8.8.8.8:443/", "https://8.8.8.8:80/", "http://8.8.8.8/"]
)
def test_no_other_service_of_a_host_is_spoken_to_and_nothing_unencrypted_without_leave(settings, address) -> None:
    settings.PRIVATE_HOSTS = frozenset()
    with (
        open_session() as session,
        pytest.raises(RequestException, match=r"not a host of the public|without encryption"),
    ):
        session.get(address)


@pytest.mark.parametrize(
    "address", ["ftp://8.8.8.8/", "file:///etc/passwd", "gopher://8.8.8.8/", "data:text/html,x", "//8.8.8.8/", ""]
)
def test_nothing_but_the_web_is_asked(address) -> None:
    with open_session(may_be_plain=True) as session, pytest.raises(RequestException):
        session.get(address)


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


@pytest.mark.parametrize("path", ["much", "packed", "slow", "slow_head", "silent"])
def test_an_answer_that_is_too_long_or_too_slow_is_given_up(rogue, settings, monkeypatch, path) -> None:
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    monkeypatch.setattr(http, "WHOLE", 0.4)
    with open_session() as session, pytest.raises(RequestException):
        session.get(f"http://127.0.0.1:{rogue.server_address[1]}/{path}")


def test_a_name_server_that_does_not_answer_is_given_up(settings, monkeypatch) -> None:
    never = threading.Event()
    monkeypatch.setattr(http, "WHOLE", 0.2)
    monkeypatch.setattr(http.socket, "getaddrinfo", lambda *_words, **_kind: never.wait(3))
    with open_session() as session, pytest.raises(RequestException, match="could not be found in time"):
        session.get("https://slow.example/")
    never.set()


def test_no_proxy_and_no_password_of_the_surroundings_is_used(rogue, settings, monkeypatch) -> None:
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with open_session() as session:
        assert session.get(f"http://127.0.0.1:{rogue.server_address[1]}/").text == "ok"
