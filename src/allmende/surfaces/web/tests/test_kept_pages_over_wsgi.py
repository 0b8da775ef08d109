"""What is kept for guests is handed out over WSGI, before it becomes a request: to just any guest, and to nobody else."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from allmende.foundation.generation import move_generation
from allmende.foundation.kept import forget_all
from allmende.surfaces.web.middleware import guests

made = itertools.count()


def page(_request: HttpRequest) -> HttpResponse:
    """Another one with every making."""
    return HttpResponse(str(next(made)))


urlpatterns = [path("page/", page)]


@pytest.fixture(autouse=True)
def _a_house_of_its_own(settings: Any, tmp_path: Any, db: None) -> None:
    settings.ROOT_URLCONF = __name__
    settings.DATA = tmp_path
    settings.EXTRA_HOSTS = ("other.example",)
    forget_all()


def over_wsgi(**environ: str) -> tuple[str, dict[str, str], bytes]:
    """Ask as a server does: status, headers and content."""
    said: list[Any] = []
    asked = RequestFactory(SERVER_NAME="localhost").get("/page/", **environ).environ
    for signal in (request_started, request_finished):  # as Django's test client: the test's connection stays
        signal.disconnect(close_old_connections)
    try:
        content = b"".join(guests.KeptPages(WSGIHandler())(asked, lambda *head: said.append(head)))
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    status, headers = said[0][:2]
    return status, dict(headers), content


def test_what_is_kept_is_handed_out_before_it_becomes_a_request_with_all_its_headers():
    made_status, made_headers, made_content = over_wsgi()
    status, headers, content = over_wsgi()

    assert (status, content) == (made_status, made_content)
    assert headers.pop("X-Request-ID") != made_headers.pop("X-Request-ID")
    assert headers == made_headers
    assert "nosniff" in headers.values()


def test_over_wsgi_too_who_is_not_just_any_guest_gets_a_page_of_their_own(settings):
    content = over_wsgi()[2]

    for more in (
        {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=anything"},
        {"HTTP_COOKIE": "theme=dark"},
        {"HTTP_ACCEPT_LANGUAGE": "it"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"QUERY_STRING": "x=1"},
        {"HTTP_HOST": "other.example"},
        {"wsgi.url_scheme": "https"},
    ):
        assert over_wsgi(**more)[2] != content, more
    assert over_wsgi()[2] == content
    move_generation()
    assert over_wsgi()[2] != content


def test_a_host_name_that_is_not_ours_is_refused_however_often():
    over_wsgi()

    for _twice in range(2):
        assert not over_wsgi(HTTP_HOST="evil.example")[0].startswith("200")
