"""Readers suggest other words; the authors take them up in a version that names who did."""

from __future__ import annotations

import pytest

from allmende.commons.versions.queries import versions_of
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import save_contribution
from allmende.rooms.calls.commands.suggesting import accept_suggestion, decline_suggestion, suggest
from allmende.rooms.calls.models import Contribution, Suggestion
from allmende.rooms.calls.queries.suggestions import suggestions_of
from allmende.rooms.calls.testing import make_call, make_contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def pond(cast, at_noon):
    return make_contribution(cast.ben, make_call(cast.ada, cast.team))


def now(pond):
    return Contribution.objects.select_related("call").get(id=pond.id)


def test_taking_it_up_makes_a_version_with_credit(cast, pond):
    made = suggest(cast.ada, pond, "the frogs", "the frogs and the newts", "There are newts too.")

    accept_suggestion(cast.ben, made)

    assert "the frogs and the newts will like it" in now(pond).text
    assert versions_of(pond.id)[0].note == "as suggested by Ada Berg"
    assert recorded(pond.id)[-3:] == ["PassageSuggested", "ContributionRevised", "SuggestionAccepted"]


def test_a_passage_that_has_changed_is_said_to_be_stale(cast, pond):
    made = suggest(cast.ada, pond, "the frogs", "the newts")
    save_contribution(cast.ben, pond, pond.revision, text="A pond: it cools the air, and everyone will like it.")

    assert suggestions_of(now(pond))[0].is_stale
    with pytest.raises(Refused) as refusal:
        accept_suggestion(cast.ben, made)
    assert refusal.value.status == 409
    decline_suggestion(cast.ben, made)
    assert not suggestions_of(now(pond))[0].is_open


@pytest.mark.parametrize(
    ("passage", "replacement", "error"),
    [("", "x", "passage"), ("no such words", "x", "passage"), ("the frogs", "the frogs", "replacement"), ("the frogs", "x" * 4001, "replacement")],
)  # fmt: skip
def test_what_cant_be_suggested_is_named(cast, pond, passage, replacement, error):
    with pytest.raises(Refused) as refusal:
        suggest(cast.ada, pond, passage, replacement)

    assert (refusal.value.status, list(refusal.value.errors)) == (422, [error])


def test_the_same_again_is_the_same_one_and_it_is_answered_once(cast, pond):
    made = suggest(cast.ada, pond, "the frogs", "the newts")
    assert suggest(cast.ada, pond, "the frogs", "the newts") == made
    accept_suggestion(cast.ben, made)

    for answer in (accept_suggestion, decline_suggestion):
        with pytest.raises(Refused) as refusal:
            answer(cast.ben, made)
        assert refusal.value.status == 409


def test_only_its_authors_answer_and_they_dont_suggest(cast, pond):
    made = suggest(cast.ada, pond, "the frogs", "the newts")

    for who in (cast.ada, cast.eli):
        with pytest.raises(Refused):
            accept_suggestion(who, made)
    with pytest.raises(Refused) as refusal:
        suggest(cast.ben, pond, "the frogs", "the newts")
    assert refusal.value.status == 409


def test_it_is_suggested_and_taken_up_on_pages(cast, pond, signed_in):
    ada, ben = signed_in(cast.ada), signed_in(cast.ben)
    page = f"/calls/{pond.call.slug}/contributions/{pond.number}/suggestions/"
    wrong = ada.post(page, {"passage": "no such words", "replacement": "x"})
    assert (wrong.status_code, b"no such words" in wrong.content) == (422, True)
    assert ada.post(page, {"passage": "the frogs", "replacement": "the newts", "why": "Newts!"}).status_code == 302
    shown = ben.get(page).content.decode()
    assert ("<del>" in shown, "Newts!" in shown, "Take it up" in shown) == (True, True, True)
    made = Suggestion.objects.get()
    assert ben.post(f"{page}{made.id}/acceptance/").status_code == 302
    versions = ben.get(f"/calls/{pond.call.slug}/contributions/{pond.number}/versions/").content.decode()
    assert "as suggested by Ada Berg" in versions
