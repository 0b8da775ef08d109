"""What a mail of the house looks like to mail programs: threads, a way to hear no more, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from email.policy import SMTP

import pytest
from django.core import mail

from allmende.foundation import clock
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.letterhead import HOUSE_BRAND, NODE, Letterhead
from allmende.foundation.mail.tasks import forget_words, send_mail
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.worker import run_due

GARDEN = Letterhead("Garden", "https://garden.example", "garden@garden.example", "#c0392b", "pond.garden.example")
STOP = "https://garden.example/mails/stop/x/"


def sent(**options):
    """Write a letter to Ada and return what left."""
    post("ada@example.org", options.pop("template", "letters/told"), language="en", house=options.pop("house", GARDEN), who="Ben", path="/p/", **options)  # fmt: skip
    run_due(rounds=False)
    return mail.outbox[-1]


def test_a_letter_has_its_words_twice_in_the_communitys_colour(db, letters):
    letter = sent()

    html = letter.alternatives[0].content
    assert "Ben answered you." in letter.body
    assert 'href="https://garden.example/p/"' in html
    assert GARDEN.brand.light.brand in html
    assert GARDEN.brand.dark.brand in html, "by night too"
    assert letter.from_email == "Garden <garden@garden.example>"


def test_a_letter_without_a_template_for_it_is_text_alone(db, letters):
    assert sent(template="letters/bare").alternatives == []


def test_nothing_in_a_letter_is_fetched_from_anywhere_or_tells_that_it_was_read(db, letters):
    html = sent(unsubscribe=STOP).alternatives[0].content
    assert re.findall(r"<img|<link|<script|url\(|@import|src=", html, re.IGNORECASE) == []


def test_what_people_wrote_is_escaped(db, letters):
    post("ada@example.org", "letters/told", language="en", house=GARDEN, who="<b onclick=x>Ben</b>", path="/p/")
    run_due(rounds=False)
    assert "<b onclick" not in mail.outbox[-1].alternatives[0].content


def test_a_colour_that_cannot_be_read_on_gives_way_to_the_houses():
    assert Letterhead("Garden", colour="#ffff00").brand == HOUSE_BRAND
    assert Letterhead("Garden", colour="red;} body{display:none").brand == HOUSE_BRAND


def test_every_mail_says_that_no_machine_need_answer(db, letters):
    for template in ("letters/told", "letters/bare"):
        headers = sent(template=template).message()
        assert headers["Auto-Submitted"] == "auto-generated"
        assert headers["X-Auto-Response-Suppress"] == "OOF, AutoReply"


def test_mails_of_a_thread_answer_the_one_that_began_it(db, letters):
    first = sent(begun_thread="thing-1").message()
    second, third = (sent(thread="thing-1").message() for _again in range(2))
    other = sent(thread="thing-2").message()

    assert first["In-Reply-To"] is first["References"] is None
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert third["References"] == first["Message-ID"]
    assert len({one["Message-ID"] for one in (first, second, third, other)}) == 4
    assert other["References"] != first["Message-ID"]
    assert re.fullmatch(r"<[\w.-]+@[\w.-]+>", first["Message-ID"]), "RFC 5322, section 3.6.4"


def test_one_click_ends_such_mails_and_they_are_sorted_by_their_space(db, letters):
    lines = sent(unsubscribe=STOP).message()

    assert lines["List-Unsubscribe"] == f"<{STOP}>"
    assert lines["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert lines["List-Id"] == "<pond.garden.example>"


def test_a_long_address_that_ends_them_leaves_as_it_is(db, letters):
    stop = f"https://garden.example/mails/stop/{'x' * 120}/"

    leaves = sent(unsubscribe=stop, thread="pond").message(policy=SMTP).as_bytes()

    assert f"\r\nList-Unsubscribe: <{stop}>\r\n".encode() in leaves
    assert max(map(len, leaves.split(b"\r\n"))) < 998


def test_a_mail_that_one_asked_for_is_no_list(db, letters):
    lines = sent(house=NODE).message()
    assert lines["List-Id"] is lines["List-Unsubscribe"] is lines["Reply-To"] is None


def test_an_answer_goes_where_the_letter_says(db, letters):
    letter = sent(reply_to="reply+abc@allmende.example")

    assert letter.message()["Reply-To"] == "Garden <reply+abc@allmende.example>"
    assert "Answer this mail" in letter.body


def test_whoever_answers_reads_to_whom_in_any_letters(db, letters):
    letter = sent(house=Letterhead("Gärten, „Süd“"), reply_to="reply+abc@allmende.example")
    assert letter.message()["Reply-To"].addresses[0].display_name == "Gärten, „Süd“"


def test_a_new_line_in_an_address_becomes_no_line_of_the_mail(db, letters):
    with pytest.raises(ValueError, match="linefeed"):
        send_mail.call("ada@example.org", "Hello", "Words", headers={"Reply-To": "a@example.org\nBcc: all@example.org"})


def test_words_and_secret_addresses_are_emptied_after_a_day(db, letters):
    sent(unsubscribe=STOP, reply_to="reply+secret@allmende.example")
    with clock.travel(days=2):
        assert forget_words.call() == 1
    job = Job.objects.get(path=send_mail.module_path)
    assert job.args[:3] == ["ada@example.org", "", ""]
    assert job.kwargs == {"kind": "letters/told"}


def test_a_second_try_has_the_same_number_and_the_same_lines(db, letters, monkeypatch):
    sends = type(mail.EmailMultiAlternatives("")).send
    tries = []

    def stumble(letter, *others, **options):
        tries.append(letter.message())
        if len(tries) == 1:
            raise ConnectionRefusedError
        return sends(letter, *others, **options)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", stumble)
    post("ada@example.org", "letters/told", language="en", house=GARDEN, thread="t", who="Ben", path="/")
    run_due(rounds=False)
    with clock.travel(minutes=1):
        run_due(rounds=False)

    assert len(tries) == 2
    assert tries[0]["Message-ID"] == tries[1]["Message-ID"]
    assert tries[0]["References"] == tries[1]["References"]


def test_a_name_turns_nothing_round_behind_it(db, letters):
    """On a page each name stands in an element of its own; a mail as text has none."""
    send_mail.call("ada@example.org", "From \u202eneb", "Hello \u2066neB\u202e, come", html="<p>\u202eneB</p>")

    letter = mail.outbox[-1]
    assert (letter.subject, letter.body, letter.alternatives[0].content) == (
        "From neb",
        "Hello neB, come",
        "<p>neB</p>",
    )
