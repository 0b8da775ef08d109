"""A guest's page is made once and then given to every guest it suits, to nobody else, and not a moment too long."""

from __future__ import annotations

import gzip
import itertools
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.urls import path
from django.utils.translation import get_language

from allmende.commons.spaces.activities import SpaceOpened
from allmende.foundation import clock
from allmende.foundation.generation import generation, move_generation
from allmende.foundation.journal.commands import record
from allmende.foundation.kept import forget_all
from allmende.surfaces.web.middleware import guests

made = itertools.count()
VARIES = ["Accept-Encoding", "Accept-Language", "Cookie", "HX-Request"]


def page(request: HttpRequest) -> HttpResponse:
    """What differs between any two makings of the same page."""
    theme = request.COOKIES.get("theme", "").ljust(300)  # long enough to be worth packing
    return HttpResponse(f"{next(made)} {request.get_host()} {get_language()} {theme}")


def with_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{next(made)} {get_token(request)}")


def with_message(request: HttpRequest) -> HttpResponse:
    messages.info(request, "Welcome")
    return HttpResponse(str(next(made)))


def with_session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse(str(next(made)))


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(next(made)), headers={"Cache-Control": "private"})


def missing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(next(made)), status=404)


def data(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"n": next(made)})


def stream(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse([str(next(made))])


VIEWS = {f.__name__: f for f in (page, with_token, with_message, with_session, private, missing, data, stream)}
urlpatterns = [path(f"{name}/", view) for name, view in VIEWS.items()]


@pytest.fixture(autouse=True)
def _a_house_of_its_own(settings: Any, tmp_path: Any, db: None) -> None:
    settings.ROOT_URLCONF = __name__
    settings.DATA = tmp_path
    settings.EXTRA_HOSTS = ("other.example",)
    forget_all()


def body(client: Client, address: str = "/page/", **headers: Any) -> bytes:
    return b"".join(client.get(address, **headers))


def fresh(host: str = "localhost", **cookies: str) -> Client:
    client = Client(SERVER_NAME=host)
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def test_the_second_guest_gets_the_first_ones_page():
    assert body(fresh()) == body(fresh())


def test_it_is_the_same_page_with_all_its_headers():
    first, second = fresh().get("/page/"), fresh().get("/page/")

    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"], "each request has a number of its own"
    assert dict(first.headers) | {"X-Request-ID": ""} == dict(second.headers) | {"X-Request-ID": ""}
    assert "Content-Security-Policy" in second.headers


def test_who_can_unpack_it_gets_it_packed_and_who_refuses_that_does_not():
    plain = body(fresh())
    packed = fresh().get("/page/", headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(packed.content).split()[1:] == plain.split()[1:]
    assert packed.content == fresh().get("/page/", headers={"Accept-Encoding": "br, gzip"}).content
    assert body(fresh(), headers={"Accept-Encoding": "gzip;q=0"}) == plain


def test_other_caches_are_told_on_what_it_depends():
    assert sorted(fresh().get("/page/").headers["Vary"].split(", ")) == VARIES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"host": "localhost"}, {"host": "other.example"}),
        ({"language": "de"}, {"language": "it"}),
        ({"theme": "dark"}, {"theme": "light"}),
        ({"theme": "dark"}, {}),
    ],
)
def test_each_host_language_and_ground_has_its_own(one, other):
    assert body(fresh(**one)) != body(fresh(**other))
    assert body(fresh(**one)) == body(fresh(**one))


def test_the_browsers_wish_for_a_language_counts():
    german = body(fresh(), HTTP_ACCEPT_LANGUAGE="de-AT,de;q=0.9")
    italian = body(fresh(), HTTP_ACCEPT_LANGUAGE="it")

    assert b" de " in german
    assert b" it " in italian


def test_plain_and_encrypted_pages_are_told_apart():
    assert body(fresh()) != b"".join(fresh().get("/page/", secure=True))


def test_queries_are_part_of_the_address():
    assert body(fresh(), "/page/?after=1") != body(fresh(), "/page/?after=2")


def test_a_very_long_address_is_kept_like_any_other():
    address = "/page/?" + "x" * 3000

    assert body(fresh(), address) == body(fresh(), address)


@pytest.mark.parametrize("name", ["with_token", "with_message", "with_session", "private", "missing", "data", "stream"])
def test_what_is_one_persons_or_no_whole_page_is_made_each_time(name):
    assert body(fresh(), f"/{name}/") != body(fresh(), f"/{name}/")


def test_a_token_is_not_kept_for_a_guest_who_already_has_one():
    guest = fresh()
    body(guest, "/with_token/")
    assert body(guest, "/with_token/") != body(fresh(), "/with_token/")


def test_who_has_a_session_passes_by_in_both_directions(settings):
    signed_in = fresh(**{settings.SESSION_COOKIE_NAME: "anything"})
    theirs = body(signed_in)

    assert body(fresh()) != theirs
    assert body(signed_in) != body(fresh())


@pytest.mark.parametrize("header", ["HTTP_HX_REQUEST", "HTTP_AUTHORIZATION"])
def test_fragments_and_requests_with_credentials_pass_by(header):
    whole = body(fresh())

    assert body(fresh(), **{header: "true"}) != whole
    assert body(fresh()) == whole


def test_only_reading_is_answered_from_memory():
    whole = body(fresh())

    assert b"".join(fresh().post("/page/")) != whole


@pytest.mark.django_db(transaction=True)
def test_every_committed_activity_outdates_all_pages(cast):
    before = body(fresh())

    with transaction.atomic():
        record(SpaceOpened(actor=cast.eli.id, thing=cast.team.id))

    assert body(fresh()) != before


@pytest.mark.django_db(transaction=True)
def test_an_activity_that_was_rolled_back_outdates_nothing(cast):
    before = body(fresh())

    with pytest.raises(RuntimeError), transaction.atomic():
        record(SpaceOpened(actor=cast.eli.id, thing=cast.team.id))
        raise RuntimeError("the command failed")

    assert body(fresh()) == before


def test_a_page_that_was_overtaken_while_it_was_made_is_not_given_to_the_next(monkeypatch):
    def overtaken(request):
        move_generation()
        return HttpResponse(str(next(made)))

    monkeypatch.setattr(sys.modules[__name__], "urlpatterns", [path("page/", overtaken)])

    assert body(fresh()) != body(fresh())


def test_another_processs_activity_outdates_them_too(settings):
    before = body(fresh())
    script = (
        "from django.conf import settings; from pathlib import Path; from types import SimpleNamespace; import sys;"
        "settings.configure(DATA=Path(sys.argv[1]), CONFIG=SimpleNamespace(cache=''));"
        "from allmende.foundation.generation import move_generation; move_generation()"
    )

    subprocess.run([sys.executable, "-c", script, str(settings.DATA)], check=True, env={"PYTHONPATH": "src"})

    assert body(fresh()) != before


def test_the_generation_only_ever_moves_on():
    seen = [generation()]
    for _ in range(200):
        move_generation()
        seen.append(generation())

    assert seen == sorted(set(seen))


def test_a_page_is_kept_for_a_minute_at_most():
    before = body(fresh())
    with clock.travel(seconds=59):
        assert body(fresh()) == before
    with clock.travel(seconds=61):
        assert body(fresh()) != before


def asked_at_once(answer: HttpResponse, times: int = 8) -> tuple[int, list[bytes]]:
    """How often a slow page was made when many ask for it at once, and what they got."""
    started, got = [], []

    def slow(_request: HttpRequest) -> HttpResponse:
        started.append(1)
        time.sleep(0.1)
        return answer

    middleware = guests.GuestPagesMiddleware(slow)

    def ask() -> None:
        got.append(middleware(RequestFactory(SERVER_NAME="localhost").get("/slow/")).content)

    threads = [threading.Thread(target=ask) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(started), got


def test_a_page_that_many_ask_for_at_once_is_made_once():
    assert asked_at_once(HttpResponse("pond")) == (1, [b"pond"] * 8)


def test_nobody_waits_in_line_for_a_page_that_is_not_kept():
    before = time.monotonic()

    count, _got = asked_at_once(HttpResponse("mine", headers={"Cache-Control": "private"}))

    assert count == 8
    assert time.monotonic() - before < 0.1 * 8


def test_who_has_waited_long_enough_makes_the_page_again(monkeypatch):
    monkeypatch.setattr(guests, "PATIENCE", 0.01)

    count, got = asked_at_once(HttpResponse("pond"))

    assert count > 1
    assert got == [b"pond"] * 8


def test_a_page_that_fails_lets_the_next_one_in():
    def fails(_request: HttpRequest) -> HttpResponse:
        raise RuntimeError

    middleware = guests.GuestPagesMiddleware(fails)
    for _ in range(2):
        before = time.monotonic()
        with pytest.raises(RuntimeError):
            middleware(RequestFactory(SERVER_NAME="localhost").get("/slow/"))
        assert time.monotonic() - before < 1
