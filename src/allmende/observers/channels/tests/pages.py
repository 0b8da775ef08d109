"""Pages elsewhere: a server on loopback that answers as it is told, and notes what it is sent."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs

import pytest

from allmende.observers.channels.tests.mastodon import serving

type Page = tuple[int, dict[str, str] | list[tuple[str, str]], str]


@dataclass
class Elsewhere:
    """A site: what stands under which path (a status, headers, a body, or a function of the handler), and what was posted where."""

    url: str = ""
    pages: dict[str, Page | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    told: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    says: tuple[int, dict[str, str]] = (202, {})
    asked: list[str] = field(default_factory=list)

    def html(self, path: str, body: str, **headers: str) -> str:
        """Put up a page of HTML; return its address."""
        self.pages[path] = (200, {"Content-Type": "text/html; charset=utf-8"} | headers, body)
        return self.url + path


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        site: Elsewhere = self.server.known
        site.asked.append(self.path)
        page = site.pages.get(self.path.partition("?")[0], (404, {}, ""))
        if callable(page):
            with suppress(OSError):
                page(self)
            return
        status, headers, body = page
        self._say(status, headers, body)

    def do_POST(self) -> None:
        site: Elsewhere = self.server.known
        body = parse_qs(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())
        site.told.append((self.path, {name: values[0] for name, values in body.items()}))
        self._say(*site.says, "")

    def _say(self, status: int, headers: dict[str, str] | list[tuple[str, str]], body: str) -> None:
        self.send_response(status)
        for name, value in headers.items() if isinstance(headers, dict) else headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Send HTML without an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>")
    while True:
        handler.wfile.write(b"<p>more</p>" * 1000)


def slow(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _second in range(100):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(0.2)


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """A site on this machine."""
    site = Elsewhere()
    with serving(Handler, site) as host:
        site.url = f"http://{host}"
        yield site
