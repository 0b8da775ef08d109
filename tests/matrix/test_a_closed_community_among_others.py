"""A node with two communities, one of which has not opened: its own host decides who comes in; under the other's, and on the
media origin, nothing of it is there, however public it is inside, with the answer of what never was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.files.queries import covers_of
from allmende.commons.files.testing import make_picture
from allmende.commons.spaces.commands import open_doors, set_gate
from allmende.commons.spaces.models import Mode, Space
from allmende.commons.spaces.queries import root_by_host
from allmende.commons.spaces.testing import Cast, make_community, make_note, make_space
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.testing import make_call
from tests.matrix.test_no_route_writes_unasked import VALUES, patterns

pytestmark = pytest.mark.django_db
NEVER_WAS = UUID("01990000-0000-7000-8000-000000000000")
VALE = "vale.example"


@pytest.fixture
def iris(cast: Cast) -> Iterator[Actor]:
    """Iris, who founds Quendel Vale beside Meadow: it opens in a month; a space, a call, a note and a picture of it are public."""
    with clock.frozen(NOON):
        iris = make_person("Iris")
        vale = make_community(iris, "Quendel Vale", host=VALE, opens_on=(NOON + timedelta(days=30)).date())
        orchard = make_space(iris, vale, "Quendel Orchard")
        for place in (vale, orchard):
            for layer in (Layer.NETWORK, Layer.PUBLIC):
                set_gate(iris, place, layer, Mode.FREE)
        make_note(orchard, iris, Layer.PUBLIC, title="Quendel pond")
        call = make_call(iris, orchard, layer=Layer.PUBLIC, title="Quendel call")
        make_picture(iris, call.thing_ptr, alt="Quendel pond")
        run_due()
        yield iris


def visitor(actor: Actor | None, host: str = "localhost") -> Client:
    client = Client(SERVER_NAME=host, raise_request_exception=False, headers={"Accept-Language": "en"})
    if actor:
        client.force_login(actor.account)
    return client


def addresses() -> Iterator[str]:
    """Every route that names something, with the call, the space and the community that are hidden; and searches for them."""
    vale, orchard = Space.objects.filter(title__startswith="Quendel").order_by("id")
    call = Call.objects.get()
    named = [(call.id, call.slug), (vale.id, orchard.slug)]
    for name, pattern in patterns():
        kinds = {key: type(kind).__name__ for key, kind in pattern.pattern.converters.items()}
        places = named if {"UUIDConverter", "SlugConverter"} & set(kinds.values()) else []
        for key, slug in places:
            values = {name: key if kind == "UUIDConverter" else VALUES.get(name, 1) for name, kind in kinds.items()}
            with suppress(NoReverseMatch):  # a part of an address that includes others
                yield reverse(name, kwargs=values | ({"slug": slug} if "slug" in kinds else {}))
    yield from ["/", "/calls/", "/spaces/", "/search/?q=call", "/directory/?q=iris", "/api/v1/calls", "/sitemap.xml"]


@pytest.mark.once
def test_under_another_host_nothing_of_it_is_there(cast: Cast, iris: Actor) -> None:
    guest, member = visitor(None), visitor(cast.ben)
    told = []
    for number, url in enumerate(sorted(set(addresses()))):
        client = member if number % 2 else guest  # both would take a minute
        if "quendel" in _said(client.get(url), url).lower():
            told.append((url, "member" if number % 2 else "guest"))

    assert told == []


def _said(answer: Any, url: str) -> str:
    """What an answer says, without what was asked coming back."""
    text = answer.content.decode(errors="replace") if not answer.streaming else "quendel"
    for echo in ("quendel-vale", "quendel-orchard", "quendel-call"):
        text = text.replace(echo, "")
    return text


def test_its_answer_is_that_of_what_never_was(cast: Cast, iris: Actor) -> None:
    client = visitor(None)
    for there, nowhere in (
        ("/spaces/quendel-vale/", "/spaces/never-was/"),
        (f"/calls/{Call.objects.get().slug}/", "/calls/never-was/"),
        (f"/id/{Call.objects.get().id}/", f"/id/{NEVER_WAS}/"),
    ):
        one, other = client.get(there), client.get(nowhere)
        assert (one.status_code, other.status_code) == (404, 404)
        said = [
            page.content.decode().replace(quote(url, safe=""), "") for page, url in ((one, there), (other, nowhere))
        ]
        assert said[0] == said[1]


def test_its_own_people_are_at_home_and_its_own_host_shows_everyone_else_the_threshold(cast: Cast, iris: Actor) -> None:
    page = f"/calls/{Call.objects.get().slug}/"

    assert "Quendel call" in visitor(iris, VALE).get(page).content.decode()
    assert "Quendel" not in visitor(iris).get("/search/?q=call").content.decode(), "each community searches its own"
    assert "Quendel" in visitor(iris, VALE).get("/search/?q=call").content.decode()
    assert visitor(None).get("/spaces/quendel-vale/").status_code == 404
    threshold = visitor(cast.ben, VALE).get(page)
    assert threshold.status_code == 403
    assert "The doors open on" in threshold.content.decode()
    assert visitor(None, VALE).get("/spaces/quendel-vale/nomination-request/").status_code == 200
    assert visitor(None).get("/spaces/quendel-vale/nomination-request/").status_code == 404


def test_its_pictures_are_handed_over_by_a_signed_address_alone_until_it_opens(
    cast: Cast, iris: Actor, settings: Any
) -> None:
    settings.MEDIA_HOST, settings.MEDIA_ORIGIN = "media.example", "https://media.example"
    call, browser = Call.objects.get().id, visitor(None, "media.example")
    cover = urlsplit(covers_of([call])[call].src)

    assert browser.get(cover.path).status_code == 404
    assert "private" in browser.get(f"{cover.path}?{cover.query}").headers["Cache-Control"]
    open_doors(iris, Space.objects.get(slug="quendel-vale"))
    assert covers_of([call])[call].src == f"https://media.example{cover.path}"
    assert "public" in browser.get(cover.path).headers["Cache-Control"]


def test_with_its_opening_it_is_there_for_all_and_pages_kept_for_guests_know_it(
    cast: Cast, iris: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    def found(host: str) -> list[bool]:
        return [
            "Quendel" in visitor(None, host).get(url).content.decode()
            for url in ("/search/?q=call", "/calls/quendel-call/")
        ]

    assert found("localhost") == [False, False]
    with django_capture_on_commit_callbacks(execute=True):  # so that the generation moves
        open_doors(iris, Space.objects.get(slug="quendel-vale"))

    assert found("localhost") == [False, False], "found and read at home"
    assert found(VALE) == [True, True]
    assert not root_by_host("localhost").some_are_closed
