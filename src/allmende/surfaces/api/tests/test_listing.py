"""Lists of the API go on by their link, show what the caller sees, and are described."""

import re

import pytest

from allmende.rooms.calls.commands import change_call
from allmende.rooms.calls.testing import make_contribution
from allmende.surfaces.api.tests.calling import Caller, is_problem, pointers

pytestmark = pytest.mark.django_db


def test_a_list_goes_on_by_its_link_until_it_ends(cast, public_call):
    for number in range(5):
        make_contribution(cast.ben, public_call, title=f"Pond {number}")
    caller, seen, query = Caller(), [], "?limit=2"
    while query:
        answer = caller.get(public_call, query)
        body = answer.json()
        seen += [item["number"] for item in body["items"]]
        link = re.match(r'<(.+)>; rel="next"', answer.headers.get("Link", ""))
        assert (link[1] if link else None) == body["next"]
        query = f"?{link[1].partition('?')[2]}" if link else ""

    assert seen == [5, 4, 3, 2, 1]
    item = caller.get(public_call).json()["items"][0]
    assert item["cost"] == {"minor": 500_000, "currency": "EUR"}
    assert item["url"].endswith("/calls/a-cooler-schoolyard/contributions/5-pond-4/")
    assert item["author"] == {"handle": "ben-roth", "name": "Ben Roth"}


def test_everyone_lists_what_they_see(cast, call):
    make_contribution(cast.ben, call)

    assert len(Caller(cast.ada).get(call).json()["items"]) == 1
    is_problem(Caller(cast.finn).get(call), 404)
    is_problem(Caller().get(call), 404)


def test_what_has_not_changed_is_not_sent_again(cast, public_call):
    caller = Caller()
    first = caller.get(public_call)
    again = caller.get(public_call, **{"If-None-Match": first.headers["ETag"]})
    make_contribution(cast.ben, public_call)
    later = caller.get(public_call, **{"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert later.status_code == 200
    assert "private" in first.headers["Cache-Control"], "no page for guests, and no cache's"


@pytest.mark.parametrize("query", ["?after=x", "?limit=0", "?limit=101", "?limit=x", "?after=%00"])
def test_a_parameter_that_can_not_be_is_said(public_call, query):
    body = is_problem(Caller().get(public_call, query), 422)

    assert set(pointers(body)) <= {"after", "limit"}


def test_an_earlier_address_of_the_call_still_works(cast, public_call):
    change_call(cast.eli, public_call, slug="cool")

    assert Caller().get(public_call).status_code == 200
