"""Who reaches a node directly gets its pages packed; a proxy packs them itself, and nothing is packed that is packed already."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from allmende.foundation.packing import PackingMiddleware, takes_packed

pytestmark = pytest.mark.once
WORDS = b"<p>A place that all of us look after.</p>" * 40


def answer(content: bytes, kind: str, asked: str = "gzip, br") -> HttpResponse:
    request = RequestFactory().get("/", headers={"Accept-Encoding": asked})
    return PackingMiddleware(lambda _request: HttpResponse(content, content_type=kind))(request)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "text/csv"])
def test_texts_come_packed_and_say_that_it_depends_on_who_asks(kind):
    packed = answer(WORDS, kind)

    assert gzip.decompress(packed.content) == WORDS
    assert len(packed.content) < len(WORDS) / 3
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")


def test_the_same_page_has_another_length_each_time_so_that_lengths_tell_no_secret():
    assert len({len(answer(WORDS, "text/html").content) for _time in range(12)}) > 1


@pytest.mark.parametrize("kind", ["image/webp", "application/zip", "font/woff2"])
def test_what_is_packed_already_stays_as_it_is(kind):
    assert answer(WORDS, kind).content == WORDS


def test_behind_a_proxy_pages_go_out_plain_because_it_packs_them_better(settings):
    settings.CONFIG = replace(settings.CONFIG, proxies=1)

    assert answer(WORDS, "text/html").content == WORDS


@pytest.mark.parametrize(
    ("asked", "can"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("gzip; q=0", False),
        ("gzip;q=0, br", False),
        ("br", False),
        ("", False),
    ],
)
def test_who_can_not_unpack_is_given_what_stands_there(asked, can):
    assert takes_packed(asked) is can
