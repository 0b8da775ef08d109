"""Someone who never opens the site: they are told by mail, answer by mail, and hear what became of it. Whoever forges them says nothing."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_cast, make_note
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.mail.inbound.listening import Listener
from allmende.foundation.tasks.worker import run_due

pytestmark = pytest.mark.django_db(transaction=True)
SERVER = "mx.allmende.example"


@pytest.fixture
def listener(settings: Any) -> Iterator[Listener]:
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server=SERVER)
    made = Listener("127.0.0.1", 0)
    made.start()
    yield made
    made.stop()


def arrives_at(person: Any) -> EmailMessage:
    """Let two minutes pass with the worker at work; return the one mail that came to someone, as their program reads it."""
    pull_all()
    mail.outbox.clear()
    with clock.travel(minutes=2):
        run_due()
    (letter,) = [one for one in mail.outbox if one.to == [person.account.email]]
    return message_from_bytes(letter.message().as_bytes(), policy=policy.default)  # type: ignore[return-value]


def answer(letter: EmailMessage, text: str, sender: str, **lines: str) -> EmailMessage:
    """Answer a mail as mail programs do: to its Reply-To, under its subject, with a quote below."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, str(letter["Reply-To"]), f"Re: {letter['Subject']}"
    made["In-Reply-To"], made["Message-ID"] = str(letter["Message-ID"]), f"<{len(text)}.{sender}>"
    for name, line in ({"Authentication-Results": f"{SERVER}; dmarc=pass header.from=example.org"} | lines).items():
        made[name] = line
    body = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    quoted = "\n".join(f"> {line}" for line in body.splitlines())
    made.set_content(
        f"{text}\n\nAm Mo., 3. Aug. 2026 um 10:15 Uhr schrieb Meadow <post@allmende.example>:\n\n{quoted}\n"
    )
    return made


def hand_over(listener: Listener, letter: EmailMessage) -> None:
    """What the mail server does with a mail for us."""
    with smtplib.LMTP("127.0.0.1", listener.port) as server:
        server.send_message(letter)


def test_a_talk_goes_to_and_fro_by_mail(listener: Listener) -> None:
    people = make_cast()
    note = make_note(people.community, people.eli, Layer.COMMUNITY, title="A pond")
    asked = comment(people.ben, note, "How deep?")
    comment(people.ada, note, "How deep would *you* make it?", parent=asked)

    told = arrives_at(people.ben)
    assert told.get_content_type() == "multipart/alternative"
    assert "How deep would you make it?" in told.get_body(("plain",)).get_content()
    assert "How deep would you make it?" in told.get_body(("html",)).get_content()
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    hand_over(listener, answer(told, "Zwei Meter.", people.ben.account.email))
    for forged in (
        answer(told, "Sell it!", "mallory@example.net"),
        answer(
            told,
            "Sell it now!",
            people.ben.account.email,
            **{"Authentication-Results": f"{SERVER}; dmarc=fail header.from=example.org"},
        ),
        answer(told, "I am away until Monday.", people.ben.account.email, **{"Auto-Submitted": "auto-replied"}),
    ):
        hand_over(listener, forged)

    last = Comment.objects.order_by("id").last()
    assert (last.text, last.author, last.parent_id) == ("Zwei Meter.", people.ben, asked.id)
    assert Comment.objects.count() == 3

    back = arrives_at(people.ada)
    assert "Zwei Meter." in back.get_body(("plain",)).get_content()
    assert back["References"] == told["References"], "mail programs show it as one talk"
    assert back["Reply-To"] != told["Reply-To"], "each has an address of their own"

    hand_over(listener, answer(back, "Then two it is.", people.ada.account.email))
    assert Comment.objects.order_by("id").last().text == "Then two it is."
