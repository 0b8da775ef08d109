"""One edits part by part: what is said once, lists, layers, a text that saves itself; bad input comes back in its form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.files.models import File
from allmende.commons.files.testing import make_upload
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import at_once
from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.profiles.commands import keep_the_young_inside, line, put, skill
from allmende.people.profiles.models import Detail, Key, Skill
from allmende.people.profiles.queries.words import suggested_skills
from allmende.people.profiles.testing import make_skill

pytestmark = pytest.mark.django_db
ABOUT = {
    "name": "Ada Berg",
    "pronouns": "",
    "short": "",
    "text": "",
    "pronouns_layer": 3,
    "short_layer": 3,
    "text_layer": 3,
}


@pytest.fixture
def ada(cast: Cast) -> Client:
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})
    client.force_login(cast.ada.account)
    return client


def said(actor: Actor, key: str) -> list[str]:
    return list(Detail.objects.filter(actor=actor, key=key).order_by("position").values_list("text", flat=True))


def test_a_part_is_saved_alone_and_each_field_on_its_layer(ada: Client, cast: Cast) -> None:
    ada.post("/people/ada-berg/profile/about/", ABOUT | {"name": "Ada B.", "short": "Builds boats", "short_layer": 5})

    assert Actor.objects.get(id=cast.ada.id).name == "Ada B."
    detail = Detail.objects.select_related("audience").get()
    assert (detail.key, detail.text, detail.layer) == ("short", "Builds boats", Layer.PUBLIC)


def test_a_step_outward_is_on_record_with_its_layers_and_without_its_words(ada: Client, cast: Cast) -> None:
    ada.post("/people/ada-berg/profile/about/", ABOUT | {"short": "Builds boats"})
    ada.post("/people/ada-berg/profile/about/", ABOUT | {"short": "Builds boats", "short_layer": 5})

    shown = list(Entry.objects.filter(name="ProfileShown").order_by("id").values_list("payload", flat=True))
    assert [(each["key"], each["from_layer"], each["to_layer"]) for each in shown] == [("short", 1, 3), ("short", 3, 5)]
    assert "Builds" not in str(list(Entry.objects.values_list("payload", flat=True)))


def test_it_saves_itself_and_two_windows_meet(ada: Client) -> None:
    page = ada.get("/profile/").content.decode()
    version = page.split('name="version" value="')[1].split('"')[0]
    itself = {"X-Autosave": "1"}

    first = ada.post("/people/ada-berg/profile/about/", ABOUT | {"short": "One", "version": version}, headers=itself)
    second = ada.post("/people/ada-berg/profile/about/", ABOUT | {"short": "Two", "version": version}, headers=itself)
    third = ada.post(
        "/people/ada-berg/profile/about/", ABOUT | {"short": "Two", "version": first.json()["version"]}, headers=itself
    )

    assert (first.status_code, second.status_code, third.status_code) == (200, 409, 200)
    assert second.json()["fields"]["short"] == "One"


@pytest.mark.parametrize(
    ("part", "sent", "sentence"),
    [
        ("about", ABOUT | {"name": "\u200b"}, "This field is required."),
        ("about", ABOUT | {"short": "x" * 281}, "at most"),
        ("about", ABOUT | {"short": "Hello", "short_layer": 9}, "Select a valid choice"),
        ("skill", {"text": "!!!", "layer": 3}, "at least one letter"),
        ("language", {"text": "klingonisch", "level": 3, "layer": 3}, "Select a valid choice"),
        ("link", {"text": "javascript:alert(1)", "label": "", "layer": 3}, "Write the whole address"),
        ("link", {"text": "https://user:pass@example.org", "label": "", "layer": 3}, "Write the whole address"),
        ("work", {"availability": 300}, "less than or equal to 80"),
        (
            "work",
            {"rate": "much", "currency": "EUR", "rate_layer": 3, "availability_layer": 3, "hub_layer": 3},
            "as a number",
        ),
    ],
)
def test_bad_input_comes_back_in_its_form(
    part: str, sent: dict[str, Any], sentence: str, ada: Client, cast: Cast
) -> None:
    answer = ada.post(f"/people/ada-berg/profile/{part}/", sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Detail.objects.exists()


def test_hostile_text_is_shown_as_text(ada: Client, cast: Cast, shared: Any) -> None:
    hostile = json.loads((shared / "data/naughty-strings/blns.json").read_text(encoding="utf-8"))[::8]
    text = "<script>alert(1)</script> [x](javascript:alert(1)) \x00 " + " ".join(hostile)
    assert ada.post("/people/ada-berg/profile/about/", ABOUT | {"text": text[:9_000]}).status_code == 302

    page = ada.get("/people/ada-berg/").content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_a_list_grows_keeps_its_rows_and_shrinks(ada: Client, cast: Cast) -> None:
    for name in ("Joinery", "Sailmaking", "joinery"):
        ada.post("/people/ada-berg/profile/skill/", {"text": name, "layer": 2})
    joinery = Detail.objects.get(word="joinery")

    assert said(cast.ada, "skill") == ["joinery", "Sailmaking"]
    ada.post(f"/people/ada-berg/profile/details/{joinery.id}/removal/")
    assert said(cast.ada, "skill") == ["Sailmaking"]
    assert set(Detail.objects.values_list("audience__layer", flat=True)) == {Layer.TEAM}


def test_a_skill_is_one_in_every_language_and_known_however_it_is_typed(cast: Cast) -> None:
    assert skill("Gärtnern", "de").word == skill("  gartnern ", "en").word
    assert Skill.objects.count() == 1


def test_what_someone_keeps_to_themselves_is_suggested_to_nobody(cast: Cast) -> None:
    make_skill(cast.ben, cast.community, "Secret knots", Layer.PRIVATE)
    make_skill(cast.ada, cast.community, "Secret recipes", Layer.COMMUNITY)

    assert suggested_skills(cast.finn, "SECRET", "en") == ["Secret recipes"]
    assert suggested_skills(cast.ben, "secret", "en") == ["Secret knots", "Secret recipes"]


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_lose_nothing_and_double_nothing(cast: Cast) -> None:
    at_once(*[lambda: put(cast.ada, cast.ada, cast.community, Key.SHORT, line(Key.SHORT, "Hello", 280))] * 3)

    assert said(cast.ada, "short") == ["Hello"]


def test_a_picture_is_cut_made_anew_and_below_public_not_for_everyone(ada: Client, cast: Cast) -> None:
    sent = {"picture": make_upload(name="me.png"), "layer": 3, "left": 500, "top": 0, "width": 300, "height": 400}
    assert ada.post("/people/ada-berg/profile/picture/", sent).status_code == 302

    file = File.objects.get()
    assert (file.width, file.height, file.open_to_all) == (240, 240, False)
    assert Actor.objects.get(id=cast.ada.id).portrait is None
    ada.post("/people/ada-berg/profile/picture/", {"layer": 5})
    assert File.objects.get().open_to_all
    assert Actor.objects.get(id=cast.ada.id).portrait == file.id
    ada.post("/people/ada-berg/profile/picture/removal/")
    assert not File.objects.exists()
    assert Actor.objects.get(id=cast.ada.id).portrait is None


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"GIF89a/*<script>", b"x"]
)
def test_what_is_no_picture_is_refused_in_words(content: bytes, ada: Client) -> None:
    answer = ada.post("/people/ada-berg/profile/picture/", {"picture": make_upload(content, "me.png"), "layer": 5})

    assert answer.status_code == 422
    assert not File.objects.exists()


def test_the_young_are_offered_no_layer_beyond_the_community(cast: Cast) -> None:
    kim = make_member(cast.community, make_person("Kim"))
    put(kim, kim, cast.community, Key.SHORT, line(Key.SHORT, "I draw horses", 280), Layer.PUBLIC)
    Account.objects.filter(actor=kim).update(age_band=AgeBand.UNDER_16)
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})
    client.force_login(Account.objects.get(actor=kim))

    answer = client.post("/people/kim/profile/about/", ABOUT | {"name": "Kim", "short": "I draw", "short_layer": 5})
    assert answer.status_code == 422
    as_read = {"If-Match": client.get("/api/v1/profile").headers["ETag"]}
    wider = {"layers": {"short": "public"}}
    patched = client.patch("/api/v1/profile", wider, content_type="application/json", headers=as_read)
    assert patched.status_code == 403


def test_what_was_wide_before_the_age_was_known_is_taken_inside(cast: Cast) -> None:
    kim = make_member(cast.community, make_person("Kim"))
    put(kim, kim, cast.community, Key.SHORT, line(Key.SHORT, "I draw horses", 280), Layer.PUBLIC)
    Account.objects.filter(actor=kim).update(age_band=AgeBand.UNDER_16)

    assert keep_the_young_inside() == 1
    assert keep_the_young_inside() == 0
    assert Detail.objects.select_related("audience").get().layer == Layer.COMMUNITY
