"""An answer to a mail becomes a comment, sent by a real mail program to the real listener; a forged one becomes nothing."""

from __future__ import annotations

import smtplib
from dataclasses import replace
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core import mail
from django.utils import translation

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_cast, make_note
from allmende.commons.threads.by_mail import PURPOSE
from allmende.commons.threads.commands import comment, lock_thread, remove_comment
from allmende.commons.threads.models import Comment
from allmende.foundation.mail.inbound.listening import Listener
from allmende.foundation.mail.models import Outcome, Received
from allmende.foundation.mail.replies import reply_address
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.models import Account

pytestmark = pytest.mark.django_db(transaction=True)

SERVER = "mx.allmende.example"
QUOTE = "\n\nAm Mo., 3. Aug. 2026 um 10:15 Uhr schrieb Garten <post@allmende.example>:\n\n> Ada: Wie tief ist er?\n> \n> Antworte einfach.\n"


@pytest.fixture
def talk(settings):
    """Ada asked something on a note, and Ben got a mail about it that he can answer."""
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server=SERVER)
    people = make_cast()
    note = make_note(people.community, people.ada, Layer.COMMUNITY)
    question = comment(people.ada, note, "Wie tief ist er?")
    address = reply_address(PURPOSE, people.ben.id, question.id)
    return SimpleNamespace(**vars(people), note=note, question=question, address=address)


@pytest.fixture(params=["lmtp", "smtp"])
def bring(request):
    """Hand a mail to the listener as a mail server does; returns what was refused."""
    listener = Listener("127.0.0.1", 0, request.param)
    listener.start()

    def send(letter, to, sender="ben@example.org"):
        speaks = (
            smtplib.LMTP("127.0.0.1", listener.port)
            if request.param == "lmtp"
            else smtplib.SMTP("127.0.0.1", listener.port, timeout=10)
        )
        with speaks:
            return speaks.send_message(letter, sender, to)

    yield send
    listener.stop()


def address_of(actor):
    return Account.objects.get(actor=actor).email


def letter(sender, text, *, dmarc="pass", number="<1@mail.example.org>", **lines):
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = f"Ben <{sender}>", "Re: Garten", number
    if dmarc:
        made["Authentication-Results"] = f"{SERVER}; dmarc={dmarc} header.from={sender.rpartition('@')[2]}"
    for name, value in lines.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def said():
    return list(Comment.objects.order_by("id").values_list("text", "author__name", "parent"))[1:]


def outcomes():
    return list(Received.objects.order_by("id").values_list("outcome", "reason"))


def test_an_answer_stands_where_the_mail_was_about_once_however_often_it_comes(talk, bring):
    answer = letter(address_of(talk.ben), "Zwei **Meter**." + QUOTE)

    for _delivery in range(2):
        assert bring(answer, talk.address) == {}

    assert said() == [("Zwei **Meter**.", talk.ben.name, talk.question.id)]
    assert outcomes() == [("done", "")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sender": "mallory@example.net"}, "stranger"),
        ({"dmarc": "fail"}, "forged"),
        ({"Auto_Submitted": "auto-replied"}, "machine"),
        ({"Precedence": "bulk"}, "machine"),
    ],
)
def test_forged_and_automatic_mail_becomes_nothing_and_nobody_is_written_to(talk, bring, change, reason):
    given = {"sender": address_of(talk.ben)} | change

    bring(letter(text="Gekauft!", **given), talk.address)
    run_due()

    assert said() == []
    assert [why for _outcome, why in outcomes()] == [reason]
    assert mail.outbox == []


@pytest.mark.parametrize(
    "address", ["reply+" + "a" * 26 + "@allmende.example", "reply+@allmende.example", "ada@example.org"]
)
def test_an_address_that_nobody_was_given_is_refused_at_the_door(talk, bring, address):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        bring(letter(address_of(talk.ben), "Gekauft!"), address)

    assert refused.value.recipients[address][0] == 550
    assert said() == outcomes() == []


def test_another_persons_address_speaks_for_nobody_else(talk, bring):
    """Finn was shown Ben's mail: he has the address, and a mail that is provably his own."""
    bring(letter(address_of(talk.finn), "Als Ben."), talk.address)
    assert said() == []


def test_findings_that_the_mail_brings_along_are_not_believed(talk, settings, bring):
    """Ben's name in From, with a pass that the sender wrote themselves below what our server found."""
    forged = letter(address_of(talk.ben), "Gekauft!", dmarc="fail")
    forged._headers.append(("Authentication-Results", f"{SERVER}; dmarc=pass header.from=example.org"))
    bring(forged, talk.address)
    assert said() == []


def test_without_any_proof_a_known_address_and_the_token_are_enough_for_a_comment(talk, bring):
    bring(letter(address_of(talk.ben), "Zwei Meter.", dmarc=""), talk.address)
    assert [text for text, _author, _parent in said()] == ["Zwei Meter."]


def test_a_refusal_is_told_in_the_senders_language_once_a_day(talk, bring):
    talk.ben.language = "it"
    talk.ben.save()
    lock_thread(talk.eli, talk.note)

    for number in ("<1@x.example>", "<2@x.example>"):
        bring(letter(address_of(talk.ben), "Due metri.", number=number), talk.address)
    run_due()

    assert said() == []
    assert [outcome for outcome, _why in outcomes()] == [Outcome.REFUSED] * 2
    assert [one.to for one in mail.outbox] == [[address_of(talk.ben)]]
    with translation.override("it"):
        assert translation.gettext("This discussion is closed.") in mail.outbox[0].body
    headers = mail.outbox[0].message()
    assert (headers["In-Reply-To"], headers["Auto-Submitted"]) == ("<1@x.example>", "auto-replied")


def test_what_was_answered_is_gone_and_the_sender_reads_so(talk, bring):
    remove_comment(talk.ada, talk.question)
    bring(letter(address_of(talk.ben), "Zwei Meter."), talk.address)
    run_due()
    assert Comment.objects.filter(author=talk.ben).count() == 0
    assert len(mail.outbox) == 1


def test_nothing_but_a_quote_is_told_as_empty(talk, bring):
    bring(letter(address_of(talk.ben), QUOTE), talk.address)
    assert outcomes() == [("refused", "empty")]


def test_who_may_no_longer_sign_in_says_nothing_more(talk, bring):
    Account.objects.filter(actor=talk.ben).update(is_active=False)
    bring(letter(address_of(talk.ben), "Zwei Meter."), talk.address)
    run_due()
    assert (said(), outcomes(), mail.outbox) == ([], [("refused", "gone")], [])


def test_files_that_comments_have_no_place_for_are_named_to_the_sender(talk, bring):
    answer = letter(address_of(talk.ben), "Zwei Meter, siehe Plan.")
    answer.add_attachment(b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    answer.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="Plan.pdf")

    bring(answer, talk.address)
    run_due()

    assert len(said()) == 1
    assert "- winmail.dat" in mail.outbox[0].body
    assert "- Plan.pdf" in mail.outbox[0].body


def test_a_mail_to_a_thing_begins_a_comment_of_its_own(talk, bring):
    bring(letter(address_of(talk.ben), "Schön hier."), reply_address(PURPOSE, talk.ben.id, talk.note.id))
    assert said() == [("Schön hier.", talk.ben.name, None)]


def test_a_failure_of_ours_loses_no_mail(talk, bring, monkeypatch):
    from allmende.foundation.mail import replies

    def stumble(actor, thing, letter):
        comment(talk.ben, talk.note, "half done")
        raise ConnectionError

    right = replies.purpose_of(PURPOSE)
    monkeypatch.setitem(replies._purposes, PURPOSE, replace(right, handler=stumble))
    answer = letter(address_of(talk.ben), "Zwei Meter.")
    with pytest.raises(smtplib.SMTPDataError, match="Not now"):
        bring(answer, talk.address)
    assert (said(), outcomes()) == ([], [("failed", "ConnectionError")])

    monkeypatch.setitem(replies._purposes, PURPOSE, right)
    bring(answer, talk.address)
    assert [text for text, _author, _parent in said()] == ["Zwei Meter."]
    assert outcomes() == [("done", "")]
