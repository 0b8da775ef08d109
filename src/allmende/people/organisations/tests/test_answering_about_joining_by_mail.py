"""An invitation, or someone who asks to join, is answered by mail: once, by whoever may, with a mail that confirms it."""

from __future__ import annotations

from dataclasses import replace
from email.utils import parseaddr
from typing import Any

import pytest
from django.core import mail

from allmende.commons.spaces.models import Membership
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.mail.inbound.letters import Envelope
from allmende.foundation.mail.inbound.receiving import receive
from allmende.foundation.mail.replies import reply_address
from allmende.foundation.tasks.worker import run_due
from allmende.identity.actors.models import Actor
from allmende.people.organisations.commands import ask_to_join, invite, take_back
from allmende.people.organisations.commands.by_mail import joining_choices
from allmende.people.organisations.models import Joining

pytestmark = pytest.mark.django_db
SERVER = "mx.allmende.example"


@pytest.fixture(autouse=True)
def _takes_mail(settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server=SERVER)


def answer(person: Actor, about: Joining, text: str, number: int = 1) -> str:
    """Answer by mail, provably oneself; return what comes back."""
    sender, to = person.account.email, reply_address("joining", person.id, about.id)
    lines = (
        f"From: {sender}",
        f"Message-ID: <{number}@x>",
        f"Authentication-Results: {SERVER}; dmarc=pass header.from={sender.rpartition(chr(64))[2]}",
    )
    receive("\r\n".join([*lines, "", text]).encode(), Envelope(sender, (to,), "lmtp"))
    run_due()
    return str(mail.outbox[-1].body) if mail.outbox else ""


def state(about: Joining) -> str:
    return Joining.objects.get(id=about.id).state


def test_the_mail_of_the_notice_lists_the_answers(cast, meadow):
    invite(cast.ben, meadow.space, cast.finn, "You dig well.")
    pull_all()
    with clock.travel(minutes=2):
        run_due()

    letters = [one for one in mail.outbox if one.to == [cast.finn.account.email] and "Meadow Ltd" in one.body]
    listed = [one for one in letters if "Do you join Meadow Ltd? You dig well." in one.body]
    assert len(listed) == 1
    assert "reply+" in parseaddr(listed[0].extra_headers["Reply-To"])[1]


@pytest.mark.parametrize(("text", "became", "said"), [("1", "accepted", "belongs to Meadow Ltd now"), ("Rather not", "declined", "You said no to Meadow Ltd")])  # fmt: skip
def test_an_invitation_is_answered_once(cast, meadow, text, became, said):
    invited = invite(cast.ben, meadow.space, cast.finn)

    confirmed = answer(cast.finn, invited, text)
    again = answer(cast.finn, invited, "1", number=2)

    assert (state(invited), said in confirmed, "answered, closed or gone" in again) == (became, True, True)
    assert Membership.objects.filter(space=meadow.space, actor=cast.finn).exists() == (became == "accepted")


def test_whoever_represents_it_answers_a_request(cast, meadow):
    asked = ask_to_join(cast.finn, meadow.space, words="I build ponds.")

    assert joining_choices(cast.ben.id, asked.id).question == "Finn Thal would like to join Meadow Ltd. I build ponds."
    assert joining_choices(cast.dora.id, asked.id) is None
    assert "belongs to Meadow Ltd now" in answer(cast.ben, asked, "Ja")


def test_what_was_taken_back_is_told_in_a_sentence(cast, meadow):
    invited = invite(cast.ben, meadow.space, cast.finn)
    take_back(cast.ben, invited)

    assert "answered, closed or gone" in answer(cast.finn, invited, "1")
    assert state(invited) == "withdrawn"
