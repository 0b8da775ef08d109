"""The market shows what people show, offer and need, and the calls that are open: to each what they may see, to guests what is public."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.profiles.commands import put, wish
from allmende.people.profiles.models import Key
from allmende.rooms.calls.testing import make_call
from tools.statements import asked

pytestmark = pytest.mark.django_db


def market(actor: Actor | None = None, query: str = "") -> str:
    client = Client(SERVER_NAME="localhost")
    if actor is not None:
        client.force_login(actor.account)
    return client.get(f"/market/{query}").content.decode()


def shows(cast: Cast, actor: Actor, key: Key, text: str, layer: Layer = Layer.COMMUNITY) -> None:
    put(actor, actor, cast.community, key, [wish(key, text)], layer)


def test_who_offers_something_has_a_stall_and_what_is_needed_stands_beside_it(cast: Cast) -> None:
    shows(cast, cast.ben, Key.OFFER, "Repairs bicycles")
    shows(cast, cast.finn, Key.SEEK, "A cellar for apples")

    page = market(cast.ada)

    assert "Repairs bicycles" in page
    assert "A cellar for apples" in page


@pytest.mark.parametrize("many", [0, 3, 30])
def test_programs_go_through_all_stalls_page_by_page_and_meet_each_once(cast: Cast, many: int) -> None:
    for number in range(many):
        person = make_member(cast.community, make_person(f"Person {number}"))
        shows(cast, person, Key.OFFER, f"Bakes bread {number}")
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ada.account)

    found, address = [], "/api/v1/market/stalls?limit=7"
    while address:
        answer = client.get(address)
        found += answer.json()["items"]
        following = re.search(r'<([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        address = following and following.group(1)

    assert sorted(line for one in found for line in one["shows"]) == sorted(f"Bakes bread {n}" for n in range(many))
    assert len({one["title"] for one in found}) == many


def test_programs_of_guests_are_told_what_is_public(cast: Cast) -> None:
    shows(cast, cast.ben, Key.OFFER, "Repairs bicycles")
    shows(cast, cast.finn, Key.OFFER, "Bakes bread", Layer.PUBLIC)

    answer = Client(SERVER_NAME="localhost").get("/api/v1/market/offers").json()

    assert [one["title"] for one in answer["items"]] == ["Bakes bread"]


def test_guests_see_what_is_public_and_nothing_else(cast: Cast) -> None:
    shows(cast, cast.ben, Key.OFFER, "Repairs bicycles")
    shows(cast, cast.finn, Key.OFFER, "Bakes bread", Layer.PUBLIC)

    page = market()

    assert "Bakes bread" in page
    assert "Repairs bicycles" not in page
    assert "Ben Roth" not in page


def test_open_calls_stand_there_and_those_of_a_team_only_for_its_members(cast: Cast) -> None:
    with clock.frozen(NOON):
        make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, title="A cooler yard")
        make_call(cast.ada, cast.team, title="Inside the team")

        assert "A cooler yard" in market(cast.finn)
        assert "Inside the team" not in market(cast.finn)
        assert "Inside the team" in market(cast.ben)


def test_one_kind_stands_by_itself_page_by_page(cast: Cast) -> None:
    for one in (cast.ben, cast.finn, cast.ada):
        offers = [wish(Key.OFFER, f"{one.name} offers {n}") for n in range(9)]
        put(one, one, cast.community, Key.OFFER, offers, Layer.COMMUNITY)
    page = market(cast.ada, "?kind=offers")

    assert page.count("offers") >= 24
    assert "after=" in page
    assert "Set up your stall" not in page


@pytest.mark.parametrize(
    "query",
    ["?kind=nothing", "?topic=%00", "?skill=" + "x" * 900, "?after=zzz", "?place=../..", "?kind=calls&after=\u0663"],
)
def test_an_address_that_means_nothing_is_the_square_all_the_same(cast: Cast, query: str) -> None:
    assert "<h1" in market(cast.ada, query)


@pytest.mark.django_db(transaction=True)
def test_twelve_statements_are_enough(cast: Cast) -> None:
    with clock.frozen(NOON):
        for number in range(3):
            make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, title=f"Call {number}")
    for one in (cast.ben, cast.finn, cast.ada):
        shows(cast, one, Key.OFFER, f"{one.name} bakes")
        shows(cast, one, Key.SEEK, f"{one.name} looks")
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.ben.account)
    with clock.frozen(NOON):
        client.get("/market/")
        with asked() as statements:
            client.get("/market/")

    assert len(statements) <= 12
