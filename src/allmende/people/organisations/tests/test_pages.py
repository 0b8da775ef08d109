"""The pages of organisations: each shows what its reader may see, and costs the same however much there is."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import take_in
from allmende.people.organisations.commands import ask_to_join, found_organisation, set_facts
from allmende.people.organisations.models import FactKind
from allmende.people.organisations.testing import join, make_organisation

pytestmark = pytest.mark.django_db


def page(client: Any, who: Any, url: str) -> str:
    if not who.is_guest:
        client.force_login(who.account)
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("url", ["/organisations/", "/organisations/meadow-ltd/requests/", "/organisations/joinings/"])
def test_lists_cost_the_same_at_one_and_at_three(cast, meadow, client, url):
    from allmende.commons.spaces.testing import make_member
    from allmende.identity.accounts.testing import make_person

    costs = []
    for extra in (1, 3):
        for n in range(extra):
            make_organisation(cast.ben, cast.community, f"Body {extra} {n}")
            person = make_member(cast.community, make_person(f"Person {extra} {n}"))
            ask_to_join(person, meadow.space)
        page(client, cast.ben, url)
        with CaptureQueriesContext(connection) as captured:
            page(client, cast.ben, url)
        costs.append(len([query for query in captured if "SAVEPOINT" not in query["sql"]]))

    assert costs[0] == costs[1]


def test_the_page_of_an_organisation_shows_each_reader_what_is_theirs(cast, meadow, client):
    take_in(cast.ben, meadow.space, cast.ada)
    set_facts(cast.ben, meadow, {FactKind.VAT_ID: ("DE136695976", Layer.TEAM)})
    url = "/spaces/meadow-ltd/"

    own, member, outside = (page(client, who, url) for who in (cast.ben, cast.ada, cast.finn))

    assert "Steps outward" in own
    assert "DE136695976" in own
    assert "DE136695976" in member
    assert "Steps outward" not in member
    assert "DE136695976" not in outside
    assert "Ask to join" in outside
    assert "Ask to join" not in member


def test_a_network_shows_its_organisations_and_lets_representatives_ask(cast, meadow, brook, water, client):
    join(water, meadow)

    shown = page(client, cast.finn, "/spaces/water/")

    assert "Meadow Ltd" in shown
    assert "Join this network" in shown
    assert "Join this network" not in page(client, cast.ada, "/spaces/water/")


def test_an_organisation_is_opened_on_the_page_for_new_spaces(cast, client):
    client.force_login(cast.finn.account)
    sent = {"name": "Brook & Sons", "purpose": "organisation", "parent": cast.community.slug, "summary": "Ponds."}

    answer = client.post("/spaces/new/?kind=organisation", sent)

    assert answer.url == "/spaces/brook-sons/"
    shown = page(client, cast.finn, answer.url)
    assert "You represent it" in shown


def test_what_the_eye_may_not_see_is_on_no_list(cast, client):
    from allmende.commons.audiences.commands import find
    from allmende.commons.audiences.models import Kind
    from allmende.commons.spaces.models import SpaceKind
    from allmende.commons.spaces.reach import audience_for

    hidden = found_organisation(cast.ben, cast.community, name="Hidden", purpose=SpaceKind.ORGANISATION)
    hidden.space.audience = audience_for(hidden.space, Layer.TEAM, cast.ben)
    hidden.space.save(update_fields=["audience"])

    assert find(Kind.LADDER, Layer.TEAM, hidden.space.id)
    assert "Hidden" in page(client, cast.ben, "/organisations/")
    assert "Hidden" not in page(client, cast.finn, "/organisations/")
    assert client.get("/organisations/hidden/requests/").status_code == 404


def test_an_address_from_elsewhere_and_a_key_that_is_none_are_harmless(cast, meadow, client):
    assert "Meadow Ltd" in page(client, cast.ben, "/organisations/?after=../../etc&show=%00")
    assert client.get("/organisations/nowhere/layers/").status_code == 404
