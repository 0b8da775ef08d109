"""The tour: what is public now, step by step, skippable, resumable, the same page for every guest, without script."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.testing import make_note
from allmende.foundation import clock
from allmende.foundation.kept import forget_all
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.people.welcome.commands import offer_tour
from allmende.rooms.calls.testing import make_call


@pytest.fixture
def client() -> Client:
    return Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})


@pytest.fixture
def shown(cast: Any) -> Any:
    """A public call, a note that only the community sees, and a bit of news."""
    with clock.frozen(NOON):
        for layer in (Layer.NETWORK, Layer.PUBLIC):
            set_gate(cast.eli, cast.community, layer, Mode.FREE)
        make_call(cast.ada, cast.team, layer=Layer.PUBLIC)
        make_note(cast.team, cast.ben, Layer.COMMUNITY, title="Only for us")
        run_due()
        yield cast


def text(answer: Any) -> str:
    return answer.content.decode()


def walk(client: Client) -> list[str]:
    """Follow the link to the next stop until there is none."""
    pages, url = [], "/tour/"
    while url:
        answer = client.get(url, follow=True)
        assert answer.status_code == 200
        pages.append(text(answer))
        following = re.search(r'href="(/tour/on/\?to=[^"]+)" rel="next"', pages[-1])
        url = following.group(1) if following else ""
    return pages


def test_one_walks_from_the_front_door_to_the_way_in(shown, client):
    pages = walk(client)

    titles = [re.search(r"<h1>(.*?)</h1>", page).group(1) for page in pages]
    assert titles == [
        "What is this place?", "What is being decided", "Where people meet", "Who is here", "Who sees what",
        "What happened lately", "And you?",
    ]  # fmt: skip
    assert "A cooler schoolyard" in pages[1]
    assert "Ada Berg" in pages[3]
    assert "Ask to be nominated" in pages[-1]


def test_nothing_is_shown_that_is_not_public(shown, client, sign_in):
    for page in [*walk(client), *walk(sign_in(shown.ben))]:
        assert "Only for us" not in page


def test_a_stop_without_anything_to_see_is_left_out(cast, client):
    titles = [re.search(r"<h1>(.*?)</h1>", page).group(1) for page in walk(client)]

    assert titles[0] == "What is this place?"
    assert "What is being decided" not in titles
    assert "Who is here" not in titles
    assert titles[-1] == "And you?"


def test_one_goes_on_where_one_stopped(shown, client):
    client.get("/tour/on/?to=ladder")

    assert client.get("/tour/on/").url == "/tour/ladder/"
    assert Client(SERVER_NAME="localhost").get("/tour/on/").url == "/tour/"


def test_one_skips_to_the_end(shown, client):
    assert "/tour/on/?to=way-in" in text(client.get("/tour/"))
    assert client.get("/tour/on/?to=way-in").url == "/tour/way-in/"


@pytest.mark.parametrize("stop", ["nowhere", "front-door", "cellar"])
def test_a_stop_that_is_not_there_leads_to_the_beginning(cast, client, stop):
    assert client.get(f"/tour/{stop}/").url == "/tour/"
    assert client.get("/tour/on/", {"to": "x" * 5000}).url == "/tour/"


def test_the_stops_are_kept_for_all_guests_and_carry_no_token_and_no_cookie(shown, client):
    forget_all()
    first = client.get("/tour/ladder/")

    assert not first.cookies
    assert "csrf" not in text(first)
    assert "Cookie" in first.headers["Vary"]


def test_a_live_tour_is_offered_at_the_end_only_where_there_is_one(shown, client):
    assert "Book a live tour" not in text(client.get("/tour/way-in/"))
    offer_tour(shown.eli, shown.community, begins=NOON + timedelta(days=2))
    forget_all()

    assert "Book a live tour" in text(client.get("/tour/way-in/"))


def test_before_the_founding_there_is_no_tour(db, client):
    assert client.get("/tour/").status_code == 404


def test_the_number_of_statements_does_not_grow_with_what_is_shown(cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    with clock.frozen(NOON):
        for layer in (Layer.NETWORK, Layer.PUBLIC):
            set_gate(cast.eli, cast.community, layer, Mode.FREE)
        for number in (1, 1, 2):  # the first round warms what is kept
            for _each in range(number):
                make_call(cast.ada, cast.team, layer=Layer.PUBLIC)
            run_due()
            forget_all()
            with CaptureQueriesContext(
                connection,
            ) as asked:
                Client(SERVER_NAME="localhost").get("/tour/ladder/")
            counts.append(len(asked))

    assert counts[2] <= counts[1]
