"""A link is verified when its page leads back by rel=me; the way out reaches nothing inside."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from allmende.commons.spaces.testing import Cast
from allmende.people.profiles.commands import link, put, verify_link
from allmende.people.profiles.commands.links import leads_back
from allmende.people.profiles.models import Detail, Key

ADDRESS = "https://allmende.example/people/ada-berg/"


@pytest.mark.parametrize(
    ("page", "leads"),
    [
        (f'<a rel="me" href="{ADDRESS}">me</a>', True),
        (f'<link href="{ADDRESS.rstrip("/")}" rel="nofollow ME">', True),
        (f'<a href="{ADDRESS}">me</a>', False),
        ('<a rel="me" href="https://allmende.example/people/ben-roth/">me</a>', False),
        ('<a rel="me" href="https://evil.example/people/ada-berg/">me</a>', False),
        ('<a rel="me" href="http://[broken">me</a>', False),
        ("<a rel=me href=" + "<" * 5000, False),
        ("", False),
    ],
)
def test_what_leads_back(page: str, leads: bool) -> None:
    assert leads_back(page, {"https://kobalt.example/people/ada/", ADDRESS}) is leads


@pytest.fixture
def page(settings: Any) -> Iterator[str]:
    """A page on this machine, which leads back to Ada."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f'<a rel="me" href="{settings.NODE_URL}/people/ada-berg/">me</a>'.encode())

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.django_db
def test_a_page_is_fetched_and_the_day_is_noted(page: str, cast: Cast, settings: Any) -> None:
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    detail = put(cast.ada, cast.ada, cast.community, Key.LINK, [link(page)])[0]

    assert verify_link(detail.id)
    assert Detail.objects.get().since is not None


@pytest.mark.django_db
def test_nothing_inside_is_reached(page: str, cast: Cast) -> None:
    detail = put(cast.ada, cast.ada, cast.community, Key.LINK, [link(page)])[0]

    assert not verify_link(detail.id)
    assert Detail.objects.get().since is None
