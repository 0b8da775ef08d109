"""What someone from outside answers by mail stands in the conversation, where their mail server proves that it is theirs."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

import pytest

from allmende.commons.spaces.testing import Cast
from allmende.foundation.mail.inbound.letters import Envelope
from allmende.foundation.mail.inbound.receiving import receive
from allmende.rooms.messages.commands import take_out_outside
from allmende.rooms.messages.testing import say
from allmende.rooms.messages.tests.outsiders import ask, mails

pytestmark = pytest.mark.django_db
SERVER = "mx.allmende.example"


@pytest.fixture(autouse=True)
def _takes_mail(settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server=SERVER)


def answer(to: str, text: str, sender: str = "karl@example.org", dmarc: str = "pass", number: str = "1") -> str:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = f"Karl <{sender}>", "Re: Pond", f"<{number}@mail.example.org>"
    made["Authentication-Results"] = f"{SERVER}; dmarc={dmarc} header.from={sender.rpartition('@')[2]}"
    made.set_content(text)
    made.add_attachment(b"a plan", maintype="application", subtype="pdf", filename="plan.pdf")
    return receive(made.as_bytes(), Envelope(sender, (to,), "test"))[0].outcome


def reply_to(letter: Any) -> str:
    return parseaddr(letter.extra_headers["Reply-To"])[1]


def test_an_answer_stands_in_the_conversation_once_and_files_are_named_as_left_out(cast: Cast, three):
    ask(cast.eli, three)
    mails()
    say(cast.ada, three, "Who repairs it?")
    (letter,) = mails()

    outcomes = [answer(reply_to(letter), "I do.\n\n> Who repairs it?\n") for _ in range(2)]

    said = three.messages.get(author__kind="outside")
    assert (outcomes, said.text, said.carrier) == (["done", "done"], "I do.", "mail")
    (told,) = mails()
    assert "plan.pdf" in told.body


@pytest.mark.parametrize("forged", [{"sender": "mallory@example.net"}, {"dmarc": "fail"}, {"dmarc": "none"}])
def test_a_forged_answer_becomes_nothing(cast: Cast, three, forged):
    ask(cast.eli, three)

    outcome = answer(reply_to(*mails()), "Sold!", **forged)

    assert (outcome, three.messages.filter(text="Sold!").exists()) == ("refused", False)


def test_whoever_was_taken_out_is_heard_no_more(cast: Cast, three):
    one = ask(cast.eli, three)
    (letter,) = mails()
    take_out_outside(cast.eli, one)

    assert answer(reply_to(letter), "Still here") == "refused"
    assert mails() == []
