"""The founding in the browser: by the operator's link alone, step by step, nothing lost on the way back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from allmende.commons.consent.models import Acceptance, AgreementVersion
from allmende.commons.spaces.models import Gate, Membership, Space
from allmende.foundation.kept import forget_all
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import recorded
from allmende.identity.accounts.models import Account
from allmende.people.welcome.models import Founding, Signature
from allmende.surfaces.web.founding.link import founding_link

pytestmark = pytest.mark.django_db

ANSWERS: dict[str, dict[str, Any]] = {
    "name": {"name": "Wiesengrund", "summary": "A common for all.", "language": "en", "zone": "Europe/Rome"},
    "kind": {"preset": "education"},
    "circle": {"name-0": "Ada Berg", "email-0": "Ada@Example.org", "name-2": "Ben Roth", "email-2": "ben@example.org"},
    "charter": {"charter": "We *share* what we make."},
    "rooms": {"rooms": ["calls"]},
    "look": {"colour": "#0a5c43"},
    "opening": {"when": "day", "opens_on": "2099-03-01"},
}


@pytest.fixture
def client() -> Client:
    return Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})


@pytest.fixture
def link() -> str:
    return re.sub(r"^https?://[^/]+", "", founding_link())


def text(answer: Any) -> str:
    return answer.content.decode()


def fill(client: Client, link: str, **other: dict[str, Any]) -> None:
    for step, values in {**ANSWERS, **other}.items():
        client.post(f"{link}{step}/", values)


def test_without_the_link_nobody_founds(client, link):
    assert client.get("/").status_code == 503
    assert "allmende found" in text(client.get("/"))
    for stranger in ("/founding/0/", f"/founding/{'0' * 32}/", f"{link[:-2]}x/", f"/founding/{'0' * 32}/name/"):
        assert client.get(stranger).status_code == 404
        assert client.post(stranger, ANSWERS["name"]).status_code in {404, 405}
    assert not Founding.objects.exists()


def test_the_whole_way_founds_a_community(client, link):
    fill(client, link)
    review = text(client.get(f"{link}review/"))
    assert "Wiesengrund" in review
    assert "ben@example.org" in review

    done = client.post(f"{link}review/")

    space = Space.objects.get()
    assert (space.title, space.preset, space.zone, space.colour, str(space.opens_on)) == (
        "Wiesengrund", "education", "Europe/Rome", "#0a5c43", "2099-03-01",
    )  # fmt: skip
    assert sorted(Membership.objects.values_list("actor__name", "role")) == [
        ("Ada Berg", "curator"),
        ("Ben Roth", "curator"),
    ]
    assert Gate.objects.filter(space=space).count() == 2
    assert "Come in" in text(done)
    assert AgreementVersion.objects.get(agreement__kind="charter").texts == {"en": "We *share* what we make."}


def test_everyone_of_the_circle_gets_a_link_and_signs(client, link):
    fill(client, link)
    client.post(f"{link}review/")
    run_due()
    mails = {message.to[0]: message.body for message in mail.outbox}
    assert sorted(mails) == ["ada@example.org", "ben@example.org"]
    way = re.search(r"https?://[^/]+(/\S+)", mails["ada@example.org"]).group(1)
    assert client.get(way, follow=True).status_code == 200

    ada = Client(SERVER_NAME="localhost")
    ada.force_login(Account.objects.get(email="ada@example.org"))
    assert "Read and sign the charter" in text(ada.get("/"))
    assert "<em>share</em>" in text(ada.get("/founding/charter/"))
    ada.post("/founding/charter/signature/")

    assert [bool(one.signed) for one in Signature.objects.order_by("id")] == [True, False]
    assert Acceptance.objects.filter(actor__name="Ada Berg").count() == 1
    assert "CharterSigned" in recorded()
    assert ada.post("/founding/charter/signature/").status_code == 409
    assert "Read and sign the charter" not in text(ada.get("/"))


def test_once_founded_the_link_is_dead_and_the_draft_with_its_addresses_gone(client, link):
    fill(client, link)
    client.post(f"{link}review/")

    assert client.get(link).status_code == 404
    assert client.post(f"{link}name/", {"name": "Mine now"}).status_code == 404
    assert Space.objects.count() == 1
    assert not Founding.objects.exists()


def test_going_back_loses_nothing_not_even_what_is_wrong(client, link):
    client.post(f"{link}name/", ANSWERS["name"])
    client.post(f"{link}kind/", ANSWERS["kind"])

    back = client.post(f"{link}circle/", {"name-0": "Ada", "email-0": "no address", "back": "1"})

    assert back.url.endswith("/kind/")
    shown = text(client.get(f"{link}circle/"))
    assert 'value="Ada"' in shown
    assert 'value="no address"' in shown
    assert 'value="Wiesengrund"' in text(client.get(f"{link}name/"))


def test_the_link_goes_on_where_one_stopped(client, link):
    assert client.get(link).url.endswith("/name/")
    client.post(f"{link}name/", ANSWERS["name"])
    client.post(f"{link}kind/", ANSWERS["kind"])

    assert client.get(link).url.endswith("/circle/")
    assert client.get(f"{link}review/").url.endswith("/circle/")


@pytest.mark.parametrize(
    ("step", "wrong", "words"),
    [
        ("name", {"name": "!!", "language": "en", "zone": "Europe/Rome"}, "1 to 80 letters"),
        ("name", {"name": "x" * 81, "language": "en", "zone": "Europe/Rome"}, "80"),
        ("name", {"name": "Meadow", "language": "xx", "zone": "Mars/North"}, "Select a valid choice"),
        ("kind", {"preset": "pirates"}, "Select a valid choice"),
        ("circle", {}, "yourself"),
        ("circle", {"name-0": "Ada", "email-0": "ada"}, "ada@example.org"),
        (
            "circle",
            {"name-0": "Ada", "email-0": "a@b.org", "name-1": "Eve", "email-1": "A@B.org"},
            "stands above already",
        ),
        ("circle", {"name-0": "", "email-0": "a@b.org"}, "Say who this is"),
        ("charter", {"charter": " "}, "required"),
        ("rooms", {}, "required"),
        ("rooms", {"rooms": ["cellar"]}, "Select a valid choice"),
        ("look", {"colour": "#ffff66"}, "read"),
        ("look", {"colour": "red"}, "#"),
        ("opening", {"when": "day"}, "Choose the day"),
        ("opening", {"when": "day", "opens_on": "1999-01-01"}, "to come"),
        ("opening", {"when": "day", "opens_on": "31.31.2099"}, "valid date"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(client, link, step, wrong, words):
    client.post(f"{link}name/", ANSWERS["name"])

    answer = client.post(f"{link}{step}/", wrong)

    assert answer.status_code == 422
    assert words in text(answer)


def test_more_rows_are_there_for_a_larger_circle(client, link):
    shown = text(client.post(f"{link}circle/", {"name-3": "Dora", "email-3": "d@example.org", "more": "1"}))

    assert 'name="name-7"' in shown
    assert 'value="Dora"' in shown


def test_who_has_an_account_keeps_it(client, link):
    from allmende.identity.accounts.testing import make_person

    ada = make_person("Ada B.", email="ada@example.org")
    fill(client, link)
    client.post(f"{link}review/")

    assert Account.objects.filter(email="ada@example.org").get().actor == ada


def test_founding_twice_at_once_founds_once(client, link):
    fill(client, link)
    client.post(f"{link}review/")

    assert client.post(f"{link}review/").status_code == 404
    assert Space.objects.count() == 1


def test_the_founding_is_a_path_on_the_founders_home_page(client, link):
    fill(client, link)
    client.post(f"{link}review/")
    ada = Client(SERVER_NAME="localhost")
    ada.force_login(Account.objects.get(email="ada@example.org"))

    home = text(ada.get("/"))

    assert "Your founding" in home
    for step in (
        "Circle complete",
        "Charter signed",
        "Commitments written",
        "Admission plan set",
        "First call drafted",
    ):
        assert step in home
    assert "0 of 2 have signed" in home


def test_curators_open_the_doors_by_hand_and_everyone_hears_of_it(client, link):
    fill(client, link)
    client.post(f"{link}review/")
    ada = Client(SERVER_NAME="localhost")
    ada.force_login(Account.objects.get(email="ada@example.org"))

    ada.post("/founding/opening/")

    assert recorded()[-1] == "CommunityOpened"
    assert client.get("/").status_code == 200
    run_due()
    forget_all()
    assert "opened the doors of" in text(client.get("/"))
    assert ada.post("/founding/opening/").status_code == 409


def test_rooms_that_were_not_chosen_are_not_in_the_navigation(client, link):
    fill(client, link, opening={"when": "now"})
    client.post(f"{link}review/")
    assert 'href="/calls/"' in text(client.get("/"))

    Space.objects.update(rooms=["cellar"])
    run_due()
    forget_all()

    assert 'href="/calls/"' not in text(client.get("/"))
