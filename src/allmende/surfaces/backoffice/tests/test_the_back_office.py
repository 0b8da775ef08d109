"""The back office: for those who run the node, for nobody else; what is set there counts at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from allmende.foundation.doors import Area, Room, doors, offer
from allmende.foundation.testing import recorded
from allmende.identity.accounts.commands import open_account
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.testing import make_person
from allmende.identity.signon.models import Provider
from allmende.surfaces.backoffice.entries import areas

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga(db: None) -> Client:
    """Olga, who runs this node, in her browser."""
    browser = Client(SERVER_NAME="localhost")
    actor = open_account("olga@example.org", "Olga", "a meadow full of bees", operator=True, language="en")
    browser.force_login(actor.account)
    return browser


SCHOOL = {"issuer": "https://login.school.example", "name": "School", "client_id": "us", "secret": "hush hush"}


def add_school(browser: Client) -> str:
    return browser.post("/backoffice/providers/new/", SCHOOL).headers["Location"]


def test_members_and_guests_find_nothing(olga) -> None:
    member = Client(SERVER_NAME="localhost")
    member.force_login(make_person("Ben").account)
    for browser in (member, Client(SERVER_NAME="localhost")):
        for path in ("", "providers/", "providers/new/", "applications/", "applications/new/"):
            assert browser.get(f"/backoffice/{path}").status_code == 404
            assert browser.post(f"/backoffice/{path}", SCHOOL).status_code in {404, 405}
    assert not Provider.objects.exists()


def test_the_index_leads_to_its_areas_and_to_those_that_apps_bring(olga, monkeypatch) -> None:
    page = olga.get("/backoffice/").content.decode()
    assert "Sign-in providers" in page
    assert "Back office" in olga.get("/settings/").content.decode()

    monkeypatch.setattr("allmende.foundation.doors._offered", {})
    offer(
        Room(
            "people-in",
            "Import",
            "users",
            backoffice=(Area("x", "Bring people in", "From a table.", "users", "spaces"),),
        )
    )
    assert any(door.backoffice for door in doors())
    operator = Account.objects.get(email="olga@example.org").actor
    assert [(area.title, url) for area, url in areas(operator, None)][-1] == ("Bring people in", "/spaces/")


def test_a_provider_is_added_and_its_secret_is_never_shown(olga) -> None:
    place = add_school(olga)
    page = olga.get(place).content.decode()

    assert f"/accounts/sign-on/{Provider.objects.get().key}/back/" in page
    assert "hush hush" not in page
    assert "hush hush" not in Provider.objects.get().sealed_secret
    assert Provider.objects.get().secret == "hush hush"
    assert (
        "Sign in with School"
        in Client(SERVER_NAME="localhost", headers={"accept-language": "en"}).get("/accounts/login/").content.decode()
    )
    assert recorded() == ["SignOnProviderChanged"]


def test_changing_it_keeps_issuer_and_secret(olga) -> None:
    place = add_school(olga)
    olga.post(place, {"name": "College", "client_id": "we", "secret": "", "issuer": "https://evil.example"})

    kept = Provider.objects.get()
    assert (kept.name, kept.client_id, kept.issuer, kept.secret) == ("College", "we", SCHOOL["issuer"], "hush hush")


@pytest.mark.parametrize(
    "issuer",
    [
        "",
        "school",
        "ftp://school.example",
        "https://",
        "javascript:alert(1)",
        "https://a.example/?x",
        "https://u:p@a.example",
        "h" * 400,
    ],
)
def test_an_issuer_that_can_t_be_is_said_by_its_field(olga, issuer: str) -> None:
    answer = olga.post("/backoffice/providers/new/", {**SCHOOL, "issuer": issuer})

    assert answer.status_code == 422
    assert 'id="id_issuer"' in answer.content.decode()
    assert not Provider.objects.exists()


def test_the_same_provider_twice_is_refused(olga) -> None:
    add_school(olga)
    answer = olga.post(
        "/backoffice/providers/new/", {**SCHOOL, "issuer": SCHOOL["issuer"] + "/.well-known/openid-configuration"}
    )

    assert "is there already" in answer.content.decode()


def test_trying_one_says_what_is_wrong_and_reaches_nothing_inside(olga) -> None:
    olga.post("/backoffice/providers/new/", {**SCHOOL, "issuer": "http://127.0.0.1:9"})
    place = f"/backoffice/providers/{Provider.objects.get().key}/"
    page = olga.post(f"{place}trial/", follow=True).content.decode()

    assert "It does not work yet" in page
    assert "would be asked without encryption" in page


def test_it_is_switched_off_on_and_removed(olga) -> None:
    place = add_school(olga)
    olga.post(f"{place}opening/removal/")
    assert not Provider.objects.get().is_open
    olga.post(f"{place}opening/")
    assert Provider.objects.get().is_open
    olga.post(f"{place}removal/")
    assert not Provider.objects.exists()


def test_an_application_s_secret_is_shown_once(olga) -> None:
    sent = {"name": "Forum", "redirects": "https://forum.example/back", "keeps_secret": "on"}
    answer = olga.post("/backoffice/applications/new/", sent)
    secret = re.search(r"<code>([\w-]{40,})</code>", answer.content.decode())[1]
    place = re.search(r'action="(/backoffice/applications/\w+/)"', answer.content.decode())[1]

    assert "no-store" in answer.headers["Cache-Control"]
    assert secret not in olga.get(place).content.decode()
    another = olga.post(f"{place}secret/").content.decode()
    assert "This secret is shown once" in another
    assert secret not in another


def test_an_application_is_changed_and_removed(olga) -> None:
    answer = olga.post("/backoffice/applications/new/", {"name": "App", "redirects": "org.example.app:/back"})
    place = re.search(r'action="(/backoffice/applications/\w+/)"', answer.content.decode())[1]
    assert "keeps no secret" in answer.content.decode()
    assert "has no secret" in olga.post(f"{place}secret/", follow=True).content.decode()

    wrong = olga.post(place, {"name": "App", "redirects": "http://evil.example/"})
    assert wrong.status_code == 422
    olga.post(place, {"name": "Other", "redirects": "https://app.example/back"})
    assert "Other" in olga.get("/backoffice/applications/").content.decode()
    olga.post(f"{place}removal/")
    assert olga.get(place).status_code == 404


@pytest.mark.parametrize(
    "path", ["providers/nobody/", "providers/nobody/trial/", "applications/nobody/", "applications/nobody/secret/"]
)
def test_what_is_not_there_is_not_found(olga, path: str) -> None:
    assert olga.post(f"/backoffice/{path}").status_code == 404


def test_lists_ask_the_same_however_long_they_are(olga, django_assert_num_queries: Any) -> None:
    for number in range(3):
        olga.post("/backoffice/providers/new/", {**SCHOOL, "issuer": f"https://login{number}.example"})
        olga.post(
            "/backoffice/applications/new/", {"name": f"App {number}", "redirects": f"https://app{number}.example/"}
        )
        if number != 1:
            for path in ("providers/", "applications/"):
                olga.get(f"/backoffice/{path}")
                with django_assert_num_queries(7):
                    olga.get(f"/backoffice/{path}")
