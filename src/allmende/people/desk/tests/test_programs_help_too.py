"""Programs look after calls for help as people do at the desk, questions of guests among them."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from allmende.foundation import clock
from allmende.foundation.guides import route_at
from allmende.foundation.testing import NOON
from allmende.identity.actors.models import Guest
from allmende.people.desk.commands import ask_as_guest, ask_for_help, confirm_question
from allmende.people.desk.commands.help import asked_from
from allmende.people.desk.models import Tip


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


def program(actor=None):
    """Return how a program of someone asks the API: `call(method, path, **body)`."""
    client = Client(SERVER_NAME="localhost")
    if actor:
        client.force_login(actor.account)

    def call(method, path, **body):
        headers = {"Idempotency-Key": f"{len(path)}-{body}"[:90].replace(" ", "")}
        return client.generic(method, f"/api/v1{path}", json.dumps(body), "application/json", headers=headers)

    return call


def test_a_question_is_asked_handed_over_answered_and_answered_back(cast):
    ben, eli = program(cast.ben), program(cast.eli)
    asked = ben("POST", "/help", text="When does it end?", page="/calls/").json()["id"]
    (waits,) = eli("GET", "/desk/help").json()
    assert (waits["duty"], waits["page"], waits["asker"]["handle"]) == ("projects", "/calls/", "ben-roth")

    assert eli("POST", f"/desk/help/{asked}/handover", duty="sales").status_code == 204
    assert eli("POST", f"/desk/help/{asked}/handover", duty="king").status_code == 422
    assert eli("GET", "/desk/help").json()[0]["duty"] == "sales"
    eli("POST", f"/desk/help/{asked}/answer", answer="On Friday.")
    assert ben("POST", f"/help/{asked}/replies", text="At which hour?").status_code == 204
    assert ben("POST", f"/help/{asked}/replies", text=" ").json()["errors"][0]["pointer"] == "#/text"

    (mine,) = ben("GET", "/help").json()
    assert [(one["text"], one["is_askers"]) for one in mine["replies"]] == [("At which hour?", True)]
    assert (mine["answer"], mine["state"]) == ("On Friday.", "taken")


def test_a_guests_question_stands_in_the_queue_with_a_name_alone(cast):
    confirm_question(
        ask_as_guest(Guest(), cast.community, "May I visit?", name="Noor", email="noor@example.org", language="en")
    )

    (waits,) = program(cast.eli)("GET", "/desk/help").json()

    assert (waits["asker"], waits["name"]) == (None, "Noor")
    assert "noor@example.org" not in str(waits)


def test_a_help_text_is_written_listed_and_taken_out(cast):
    eli = program(cast.eli)
    text = {"question": "Can I change my vote?", "answer": "As often as you like.", "page": "/calls/"}
    made = eli("POST", "/desk/help-texts", **text, for_guests=True)
    assert made.status_code == 201
    assert eli("POST", "/desk/help-texts", **{**text, "page": "/nowhere/"}).json()["errors"][0]["pointer"] == "#/page"
    assert eli("POST", "/desk/help-texts", **{**text, "page": "//["}).status_code == 422

    (listed,) = eli("GET", "/desk/help-texts").json()
    assert (listed["route"], listed["for_guests"], listed["by"]["handle"]) == ("calls:index", True, cast.eli.handle)
    assert eli("DELETE", f"/desk/help-texts/{listed['id']}").status_code == 204
    assert not Tip.objects.exists()


ID = "019ac1f0-3c5e-7c3a-9d55-5f0c2d1e8a77"
LINKS = (
    "/invitations/abcdefgh/", "/doors/abcdefgh/", "/requests/abcdefgh/", f"/help/guest/{ID}/abcdefgh/", f"/following/{ID}/abc/",
    f"/tours/bookings/{ID}/abc/", f"/guardians/{ID}/abc/", f"/profile/erasure/{ID}/abc/", f"/nominations/{ID}/standing/abc/",
    "/accounts/password/reset/key/1-abc/", "/accounts/confirm-email/Nw:1tabc:xyz/", f"/feeds/{'a' * 43}/feed.atom",
)  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
def test_a_link_out_of_a_mail_is_not_handed_to_those_on_duty(link):
    assert route_at(link)
    assert asked_from(link)["page"] == ""


def test_the_page_that_one_asks_from_is_kept_as_long_as_there_is_one(cast):
    agreement = f"/agreements/{ID}/"
    assert ask_for_help(cast.ben, cast.community, "What does it say?", page=agreement).page == agreement
    assert ask_for_help(cast.ben, cast.community, "And here?", page="/\0/").page == ""


def test_a_guests_question_is_not_there_for_other_guests(cast):
    question = confirm_question(
        ask_as_guest(Guest(), cast.community, "May I visit?", name="Noor", email="noor@example.org", language="en")
    )

    for who in (program(), program(cast.ben)):
        assert who("POST", f"/help/{question.id}/closure").status_code in {401, 404}
    assert Client(SERVER_NAME="localhost").post(f"/help/{question.id}/closure/").status_code == 404
