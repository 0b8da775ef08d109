"""Members ask for help in a sentence from any page; those on duty share one queue."""

from datetime import timedelta

import pytest
from django.test import Client

from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, at_once
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.queries import page_of
from allmende.people.desk.commands import answer_help, ask_for_help, take_help
from allmende.people.desk.models import Help, HelpState
from allmende.people.desk.queries.board import answers_within, board_for
from allmende.people.trust.models import Merit


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def desk(cast):
    """Ada serves the community, Finn communication."""
    assign(cast.eli, cast.community, Duty.COMMUNITY, cast.ada)
    assign(cast.eli, cast.community, Duty.COMMUNICATION, cast.finn)
    return cast


def browse(actor):
    client = Client(SERVER_NAME="localhost")
    client.force_login(actor.account)
    return client


def test_a_sentence_from_any_page_is_answered_and_said_to_have_helped(desk):
    ben, ada = browse(desk.ben), browse(desk.ada)
    page = ben.get("/help/ask/", headers={"referer": "http://localhost/calls/"}).content.decode()
    assert 'value="/calls/"' in page

    ben.post("/help/ask/", {"text": "How do I hand something in?", "page": "/calls/"})
    run_due()
    assert any("asks for help" in item.sentence for item in page_of(desk.ada).items)
    key = Help.objects.get().id
    ada.post(f"/desk/help/{key}/taking/")
    assert "Ada Berg looks after it" in browse(desk.finn).get("/desk/").content.decode()
    ada.post(f"/desk/help/{key}/answer/", {"answer": "Open the call and press the yellow button."})
    run_due()

    assert "press the yellow button" in ben.get("/help/ask/").content.decode()
    ben.post(f"/help/{key}/closure/")
    run_due()
    assert Help.objects.get().state == HelpState.CLOSED
    assert Merit.objects.filter(actor=desk.ada, giver=desk.ben, kind="desk.helped").exists()


def test_two_who_take_it_at_once_do_not_both_get_it(desk):
    asked = ask_for_help(desk.ben, desk.community, "Who can help?")
    take_help(desk.ada, asked)

    with pytest.raises(Refused, match="Someone looks after it already"):
        take_help(desk.finn, asked)
    assert answer_help(desk.finn, asked, "I can.").answered_by == desk.finn


@pytest.mark.django_db(transaction=True)
def test_taking_at_the_same_moment_lets_one_win(desk):
    asked = ask_for_help(desk.ben, desk.community, "Who can help?")

    results = at_once(lambda: take_help(desk.ada, asked), lambda: take_help(desk.finn, asked))

    assert sorted(isinstance(one, Refused) for one in results) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_the_same_words_at_the_same_moment_are_one_call_and_five_are_enough(desk):
    asked = at_once(*[lambda: ask_for_help(desk.ben, desk.community, "Who can help?")] * 8)
    assert len({call.id for call in asked}) == 1

    others = [f"Question {number}" for number in range(8)]
    at_once(*[lambda text=text: ask_for_help(desk.ben, desk.community, text) for text in others])
    assert Help.objects.count() == 5


def test_the_queue_names_who_asked_and_who_looks_after_it_and_nobody_where_nobody_does(desk):
    asked = ask_for_help(desk.ben, desk.community, "Who can help?")
    Help.objects.create(space=desk.community, name="Gia Guest", email="gia@example.org", text="May I come?")

    waiting = [(one.who, one.is_of_guest, one.taken_by) for one in board_for(desk.finn, desk.community).help]
    take_help(desk.ada, asked)
    taken = [one.taken_by for one in board_for(desk.finn, desk.community).help]

    assert waiting == [("Ben Roth", False, None), ("Gia Guest", True, None)]
    assert taken == ["Ada Berg", None]


def test_the_time_to_an_answer_is_shown(desk):
    for hours in (1, 3, 9):
        with clock.frozen(NOON):
            asked = ask_for_help(desk.ben, desk.community, f"Question {hours}")
        with clock.frozen(NOON + timedelta(hours=hours)):
            answer_help(desk.ada, asked, "Like this.")

    assert answers_within(desk.community) == 3.0


def test_the_same_words_while_they_wait_are_one_call_and_five_are_enough(desk):
    for number in range(5):
        ask_for_help(desk.ben, desk.community, f"Question {number}")
    assert ask_for_help(desk.ben, desk.community, "Question 4")

    with pytest.raises(Refused, match="wait already") as refusal:
        ask_for_help(desk.ben, desk.community, "Question 6")
    assert refusal.value.status == 429


@pytest.mark.parametrize("text", ["", " \n ", "x" * 601, "\x00"])
def test_no_words_or_too_many_are_named_at_the_field(desk, text):
    assert browse(desk.ben).post("/help/ask/", {"text": text}).status_code == 422
    assert not Help.objects.exists()


@pytest.mark.parametrize("page", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
def test_a_forged_page_is_not_kept(desk, page):
    assert ask_for_help(desk.ben, desk.community, "Help me", page=page).page == ""


def test_what_one_asks_is_nobody_elses_business(desk):
    ask_for_help(desk.ben, desk.community, "I am shy and need help")
    key = Help.objects.get().id

    for who in (desk.dora, desk.eli):
        assert "I am shy" not in browse(who).get("/help/ask/").content.decode()
    assert browse(desk.dora).post(f"/help/{key}/closure/").status_code in {403, 404}
    assert [one.text for one in board_for(desk.finn, desk.community).help] == ["I am shy and need help"]
