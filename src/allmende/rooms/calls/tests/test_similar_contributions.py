"""While one writes, similar contributions are shown, never in the way."""

from __future__ import annotations

import pytest

from allmende.commons.audiences.models import Layer
from allmende.foundation.tasks.worker import run_due
from allmende.rooms.calls.commands import draft_contribution
from allmende.rooms.calls.queries.similar import similar_to
from allmende.rooms.calls.testing import make_call, make_contribution

pytestmark = pytest.mark.django_db


def draft(author, call, title, text="A pond under the old trees, for frogs and newts and everyone."):
    return draft_contribution(author, call, title=title, text=text)


@pytest.fixture
def call(cast, at_noon):
    return make_call(cast.ada, cast.team)


def test_what_shares_its_words_is_found_those_of_the_same_call_first(cast, call):
    other = make_call(cast.eli, cast.community, layer=Layer.COMMUNITY, title="Elsewhere")
    far, near = (make_contribution(cast.ada, each, title="A pond for frogs") for each in (other, call))
    make_contribution(cast.ada, call, title="Awnings")
    run_due()

    assert [found.id for found in similar_to(cast.ben, draft(cast.ben, call, "Frogs in a pond"))] == [near.id, far.id]


def test_nobody_learns_of_what_they_dont_see(cast, call):
    make_contribution(cast.ada, call, title="A pond for frogs")
    open_call = make_call(cast.eli, cast.community, layer=Layer.COMMUNITY, title="Elsewhere")
    run_due()

    assert similar_to(cast.finn, draft(cast.finn, open_call, "Frogs in a pond")) == []


@pytest.mark.parametrize("title", ["", "a", "the and of", "%00 '; --", "x" * 120])
def test_any_words_are_answered(cast, call, title):
    assert similar_to(cast.ben, draft(cast.ben, call, title, text="")) == []


def test_the_page_shows_it_and_handing_in_goes_on(cast, call, signed_in):
    make_contribution(cast.ada, call, title="A pond for frogs")
    run_due()
    made = draft(cast.ben, call, "Frogs in a pond")
    url = f"/calls/{call.slug}/contributions/{made.number}/edit/"

    assert b"A pond for frogs" in signed_in(cast.ben).get(url).content
    sent = {"title": made.title, "text": made.text, "cost": "10", "version": "0", "submit": "1"}
    assert signed_in(cast.ben).post(url, sent).status_code == 302
