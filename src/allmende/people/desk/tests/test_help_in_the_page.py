"""On every page a question mark opens help for it: what it is for, what others asked, and a person to ask."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.foundation import clock
from allmende.foundation.guides import guides
from allmende.foundation.options.models import Value
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.queries import page_of
from allmende.people.desk import commands
from allmende.people.desk.commands.forgetting import UNCONFIRMED
from allmende.people.desk.models import Help, HelpState, Tip

MARK = '<a class="btn" data-tone="quiet" data-icon-only href="/help/here/"'


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def desk(cast):
    """Ada serves the community, Finn projects; Eli curates."""
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada)
    assign(cast.eli, cast.community, Duty.PROJECTS, cast.finn)
    run_due()
    return cast


def browse(actor=None, language="en"):
    client = Client(SERVER_NAME="localhost", headers={"accept-language": language})
    if actor:
        actor.language = language
        actor.save(update_fields=["language"])
        client.force_login(actor.account)
    return client


def help_from(client, page, **headers):
    return client.get("/help/here/", headers={"referer": f"http://localhost{page}", **headers})


def notices(actor):
    return [item.sentence for item in page_of(actor).items]


def names_of(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names_of(pattern, inside)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


def test_every_guide_is_for_a_page_that_there_is_and_the_most_used_pages_have_one():
    pages = set(names_of(get_resolver()))
    offered = guides()

    strange = {page for page in offered if page not in pages and not page.endswith(":*")}
    assert strange == set()
    assert {name.partition(":")[0] for name in offered if name.endswith(":*")} <= {
        page.partition(":")[0] for page in pages
    }
    assert {"home", "calls:call", "calls:contribution", "calls:begin", "calls:vote", "calls:result", "spaces", "space", "people",
            "person", "search", "notices", "settings", "profiles:mine", "desk:desk", "gates", "drafts"} <= set(offered)  # fmt: skip


def test_the_mark_stands_on_every_page_and_opens_the_help_of_the_page_one_is_on(desk):
    guest = browse()
    assert MARK in guest.get("/").content.decode()
    assert MARK in browse(desk.ben).get("/notices/").content.decode()

    answer = help_from(guest, "/calls/")
    assert "Calls ask everyone for ideas" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    within = help_from(guest, "/search/?q=x", **{"hx-request": "true"}).content.decode()
    assert "The search looks through everything" in within
    assert "<html" not in within
    assert "Aufrufe fragen alle" in help_from(browse(language="de"), "/calls/").content.decode()


@pytest.mark.parametrize("page", ["", "//evil.example/", "/no/such/page/", "/" + "x" * 400, "/help/here/"])
def test_where_the_page_says_nothing_help_says_what_holds_everywhere(desk, page):
    answer = help_from(browse(desk.ben), page)
    assert answer.status_code == 200
    assert "The search above finds everything you may see." in answer.content.decode()


def test_a_question_goes_first_to_the_duty_whose_page_it_was_asked_from_and_can_be_handed_over(desk):
    asked = commands.ask_for_help(desk.ben, desk.community, "When does it end?", page="/calls/")
    run_due()
    assert asked.duty == Duty.PROJECTS
    assert any("asks for help" in line for line in notices(desk.finn))
    assert not any("asks for help" in line for line in notices(desk.ada))

    finn = browse(desk.finn)
    assert finn.post(f"/desk/help/{asked.id}/handover/", {"duty": "community"}).status_code == 302
    assert finn.post(f"/desk/help/{asked.id}/handover/", {"duty": "king"}).status_code == 422
    run_due()
    assert any("handed a question over" in line for line in notices(desk.ada))
    assert Help.objects.get().duty == Duty.COMMUNITY


def test_the_answer_comes_as_a_notice_and_by_mail_and_can_be_answered_back(desk):
    asked = commands.ask_for_help(desk.ben, desk.community, "Where is the key?")
    commands.answer_help(desk.ada, asked, "Under the mat.\nLeft of the door.")
    run_due()
    (letter,) = [one for one in mail.outbox if one.to == [desk.ben.account.email]]
    assert "Under the mat." in letter.body
    assert "Where is the key?" in letter.body
    assert any("answered your question" in line for line in notices(desk.ben))

    ben = browse(desk.ben)
    assert ben.post(f"/help/{asked.id}/reply/", {"answer": "Which door?"}).status_code == 302
    assert ben.post(f"/help/{asked.id}/reply/", {"answer": " "}).status_code == 422
    assert browse(desk.eli).post(f"/help/{asked.id}/reply/", {"answer": "I too"}).status_code == 404
    run_due()
    assert any("answered you back" in line for line in notices(desk.ada))
    assert "question waits for your answer" in browse(desk.ada).get("/").content.decode()
    commands.answer_help(desk.ada, asked, "The green one.")
    page = ben.get("/help/ask/").content.decode()
    assert page.index("Under the mat") < page.index("Which door?") < page.index("The green one.")
    assert Help.objects.get().answer.startswith("Under")  # the first one stays: the time to it is measured


def test_a_guest_asks_with_a_confirmed_address_and_reads_the_answer_by_the_link_of_their_mail(desk):
    guest = browse()
    sent = {"text": "Can I visit?", "name": "Noor", "email": "Noor@example.org", "page": "/calls/"}
    assert guest.post("/help/guest/", sent).headers["Location"] == "/help/guest/asked/"
    run_due()
    call, link = Help.objects.get(), re.search(r"/help/guest/\S+", mail.outbox[-1].body)[0]
    assert call.state == HelpState.SENT
    assert "Can I visit?" not in browse(desk.ada).get("/desk/").content.decode()

    assert guest.get(link).status_code == 200
    assert Help.objects.get().state == HelpState.SENT  # looking confirms nothing: mail programs open links
    guest.post(f"{link}confirmation/")
    guest.post(f"{link}confirmation/")
    run_due()
    assert "Can I visit?" in browse(desk.ada).get("/desk/").content.decode()
    assert any("A guest asks for help" in line for line in notices(desk.finn))
    commands.answer_help(desk.finn, call, "Come on Friday.")
    run_due()
    assert mail.outbox[-1].to == ["noor@example.org"]
    assert link in mail.outbox[-1].body
    guest.post(link, {"answer": "At which hour?"})
    assert "At which hour?" in browse(desk.finn).get(f"/desk/help/{call.id}/answer/").content.decode()
    run_due()
    assert any("A guest answered you back" in line for line in notices(desk.finn))
    guest.post(f"{link}closure/")
    guest.post(f"{link}closure/")
    assert Help.objects.get().state == HelpState.CLOSED

    forged = link.rstrip("/")[:-4] + "0000/"
    assert guest.get(forged).status_code == guest.post(forged, {"answer": "x"}).status_code == 404
    assert guest.get(f"/help/guest/{call.id}/schlüssel/").status_code == 404
    guest.post(f"{link}removal/")
    assert not Help.objects.exists()
    assert guest.get(link).status_code == 404


def test_guests_ask_within_a_budget_and_only_where_they_are_let(desk):
    guest = browse()
    sent = {"name": "Noor", "email": "noor@example.org"}
    for number in range(3):
        assert guest.post("/help/guest/", {**sent, "text": f"Question {number}"}).status_code == 302
    assert "enough for one address" in guest.post("/help/guest/", {**sent, "text": "And more"}).content.decode()
    for bad in ({"email": "nobody"}, {"name": "\x00"}, {"text": "x" * 601}, {"text": ""}):
        assert (
            guest.post("/help/guest/", {**sent, "text": "Fine", "email": "other@example.org", **bad}).status_code == 422
        )
    Value.objects.create(key="desk.guests", number=0)
    assert guest.post("/help/guest/", {**sent, "text": "Hello?"}).status_code == 403
    assert "Members ask those on duty" in help_from(guest, "/calls/").content.decode()

    with clock.frozen(NOON + UNCONFIRMED * 2):
        commands.forget_guests()
    assert not Help.objects.exists()


def test_an_answer_that_others_need_becomes_help_of_the_page_with_one_click(desk):
    asked = commands.ask_for_help(desk.ben, desk.community, "Can I change my vote?", page="/calls/")
    commands.answer_help(desk.ada, asked, "As often as you like, until it ends.")
    eli = browse(desk.eli)
    page = eli.get(f"/desk/help/{asked.id}/answer/").content.decode()
    assert "Would others ask this too?" in page
    assert 'value="/calls/"' in page

    kept = {"question": "Can I change my vote?", "answer": "As often as you like, until it ends.", "page": "/calls/"}
    assert browse(desk.ada).post("/help/texts/new/", kept).status_code == 403
    assert eli.post("/help/texts/new/", {**kept, "page": "/nowhere/"}).status_code == 422
    assert eli.post("/help/texts/new/", kept).status_code == 302
    assert eli.post("/help/texts/new/", kept).status_code == 302
    tip = Tip.objects.get()
    assert tip.route == "calls:index"

    assert "Can I change my vote?" in help_from(browse(desk.finn), "/calls/").content.decode()
    assert "Can I change my vote?" not in help_from(browse(desk.finn), "/search/").content.decode()
    assert "Can I change my vote?" not in help_from(browse(), "/calls/").content.decode()
    eli.post("/help/texts/new/", {**kept, "for_guests": "on"})
    assert "Can I change my vote?" in help_from(browse(), "/calls/").content.decode()
    for number in range(11):
        commands.write_tip(desk.eli, desk.community, "calls:index", f"Question {number}", "Yes.")
    with pytest.raises(Refused, match="twelve help texts"):
        commands.write_tip(desk.eli, desk.community, "calls:index", "One more", "No.")
    eli.post(f"/help/texts/{tip.id}/removal/")
    assert not Tip.objects.filter(id=tip.id).exists()
