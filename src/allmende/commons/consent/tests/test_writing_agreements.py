"""Curators write agreements: a draft that only they see, published with or without asking everybody again."""

from __future__ import annotations

import pytest

from allmende.commons.consent import commands
from allmende.commons.consent.models import Agreement, AgreementVersion
from allmende.foundation.testing import at_once
from allmende.foundation.verdicts import Refused

pytestmark = pytest.mark.django_db
SENT = {
    "title_en": "House rules",
    "text_en": "Shut the **door**.",
    "title_de": "",
    "text_de": "",
    "title_it": "",
    "text_it": "",
}


@pytest.fixture
def agreement(cast):
    return commands.begin_agreement(cast.eli, cast.community)


def charter(cast):
    return Agreement.objects.get(space=cast.community, kind="charter")


def test_from_the_draft_to_the_published_text_through_the_pages(cast, sign_in):
    browser = sign_in(cast.eli)
    draft_url = browser.post("/spaces/meadow/agreements/").url
    publication_url = browser.post(draft_url, SENT).url

    assert "<strong>door</strong>" in browser.get(publication_url).content.decode()
    assert "House rules" not in sign_in(cast.ben).get("/spaces/meadow/agreements/").content.decode()
    browser.post(publication_url)
    assert "House rules" in sign_in(cast.ben).get("/spaces/meadow/agreements/").content.decode()


def test_the_draft_begins_with_todays_words_and_shows_word_by_word_what_changes(cast, sign_in):
    browser, held = sign_in(cast.eli), charter(cast)
    url = f"/spaces/meadow/agreements/{held.id}/"
    assert "belongs to the people" in browser.get(f"{url}draft/").content.decode()

    browser.post(f"{url}draft/", {"title_en": "Charter", "text_en": "Meadow belongs to all.", "note_en": "Shorter."})
    page = browser.get(f"{url}publication/").content.decode()
    assert "<ins>" in page
    assert "<del>" in page
    browser.post(f"{url}publication/", {"asks_again": "1"})

    history = sign_in(cast.ben).get(url).content.decode()
    assert "Shorter." in history
    assert "Version 2" in history


@pytest.mark.parametrize("who", ["cleo", "dora", "ben", "ada"])
def test_nobody_else_writes(cast, agreement, who):
    for act in (
        lambda actor: commands.begin_agreement(actor, cast.community),
        lambda actor: commands.write_draft(actor, agreement, {"en": "A"}, {"en": "B"}),
        lambda actor: commands.publish_draft(actor, agreement, asks_again=True),
        lambda actor: commands.discard_draft(actor, agreement),
        lambda actor: commands.end_agreement(actor, agreement),
    ):
        with pytest.raises(Refused):
            act(getattr(cast, who))


def test_a_published_version_never_changes(cast):
    held = charter(cast)
    before = held.versions.get(number=1).texts
    commands.write_draft(cast.eli, held, {"en": "Charter"}, {"en": "Other words."})

    assert held.versions.get(number=1).texts == before
    commands.discard_draft(cast.eli, held)
    assert held.versions.count() == 1


def test_throwing_away_what_never_said_anything_leaves_nothing(cast, agreement):
    commands.discard_draft(cast.eli, agreement)
    assert not Agreement.objects.filter(id=agreement.id).exists()


@pytest.mark.parametrize(
    ("titles", "texts"),
    [
        ({}, {}),
        ({"en": "A"}, {}),
        ({"de": "A"}, {"de": "B"}),
        ({"en": "A", "de": "C"}, {"en": "B"}),
        ({"en": " \n"}, {"en": "B"}),
    ],
)
def test_half_a_text_is_not_published(cast, agreement, titles, texts):
    commands.write_draft(cast.eli, agreement, titles, texts)
    with pytest.raises(Refused) as refused:
        commands.publish_draft(cast.eli, agreement, asks_again=True)
    assert refused.value.status == 422


@pytest.mark.parametrize(
    ("titles", "texts"),
    [({"xx": "A"}, {"en": "B"}), ({"en": "A" * 121}, {"en": "B"}), ({"en": "A"}, {"en": "B" * 40_001})],
)
def test_an_unknown_language_and_a_text_without_end_are_refused(cast, agreement, titles, texts):
    with pytest.raises(Refused) as refused:
        commands.write_draft(cast.eli, agreement, titles, texts)
    assert refused.value.status == 422


def test_a_hostile_text_is_shown_and_never_obeyed(cast, agreement, sign_in):
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) \x00 \u202e"
    commands.write_draft(cast.eli, agreement, {"en": "<b>Bold</b>"}, {"en": hostile})
    version = commands.publish_draft(cast.eli, agreement, asks_again=True)

    page = sign_in(cast.ben).get(f"/agreements/{version.id}/").content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<b>Bold" not in page


def test_drafts_of_others_are_not_there(cast, agreement, sign_in):
    draft = AgreementVersion.objects.get(agreement=agreement)
    assert sign_in(cast.ben).get(f"/agreements/{draft.id}/").status_code == 404
    assert sign_in(cast.ben).get(f"/spaces/meadow/agreements/{agreement.id}/").status_code == 404
    assert sign_in(cast.dora).get(f"/spaces/orchard/agreements/{agreement.id}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_publishing_twice_at_once_makes_one_version(cast):
    held = charter(cast)
    commands.write_draft(cast.eli, held, {"en": "Charter"}, {"en": "Other words."})
    answers = at_once(*[lambda: commands.publish_draft(cast.eli, held, asks_again=True)] * 2)

    assert sorted(type(answer).__name__ for answer in answers) == ["AgreementVersion", "Refused"]
    assert list(held.versions.order_by("number").values_list("number", flat=True)) == [1, 2]
