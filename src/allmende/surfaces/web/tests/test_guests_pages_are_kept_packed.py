"""A guest's page is kept packed, and comes packed or plain as its reader can take it, with its own length."""

from __future__ import annotations

import gzip

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

WORDS = "<p>A place that all of us look after.</p>" * 40


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(WORDS)


urlpatterns = [path("page/", page)]


@pytest.mark.parametrize("asked", ["gzip, deflate, br, zstd", "gzip;q=0", ""])
def test_first_and_later_guests_get_the_same_page_and_its_length(asked, db, settings, tmp_path):
    settings.ROOT_URLCONF, settings.DATA = __name__, tmp_path
    cache.clear()

    for _guest in range(2):
        answer = Client(SERVER_NAME="localhost").get("/page/", headers={"Accept-Encoding": asked})
        is_packed = answer.headers.get("Content-Encoding") == "gzip"

        assert is_packed == (asked.startswith("gzip,"))
        assert answer.headers["Content-Length"] == str(len(answer.content))
        assert (gzip.decompress(answer.content) if is_packed else answer.content).decode() == WORDS
