"""Any two versions are compared, field by field, marked for eyes and ears."""

from __future__ import annotations

import pytest

from allmende.rooms.calls.commands import save_contribution
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.testing import make_call, make_contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(cast, at_noon, signed_in):
    pond = make_contribution(cast.ben, make_call(cast.ada, cast.team))
    browser, url = signed_in(cast.ada), f"/calls/{pond.call.slug}/contributions/{pond.number}/versions/"

    def revise(**content):
        now = Contribution.objects.get(id=pond.id)
        save_contribution(cast.ben, now, now.revision, **content)

    def read(query=""):
        answer = browser.get(url + query)
        assert answer.status_code == 200
        return answer.content.decode()

    return revise, read


def test_before_anything_changed_there_is_nothing_to_compare(page):
    _revise, read = page

    assert "Nothing has changed" in read()


def test_the_last_change_is_shown_and_any_two_can_be_chosen(page):
    revise, read = page
    revise(title="A large pond")
    revise(title="A large lake", cost=400_000)

    last = read()
    assert ("From version 2 to version 3" in last, "€4,000" in last) == (True, True)
    assert '<ins><span class="sr">added: </span>lake' in last
    whole = read("?from=1&to=3")
    assert ("From version 1 to version 3" in whole, "large" in whole) == (True, True)
    assert read("?from=3&to=1").count("From version 1 to version 3") == 1


@pytest.mark.parametrize("query", ["?from=99&to=-1", "?from=%00&to=²", "?from=2&to=2"])
def test_a_choice_that_is_none_is_answered_all_the_same(page, query):
    revise, read = page
    revise(title="A large pond")

    assert "From version" in read(query)
