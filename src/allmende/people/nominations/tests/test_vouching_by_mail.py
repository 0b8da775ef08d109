"""Whoever is asked to vouch answers the mail with a number or a word: once, and while it is open."""

from __future__ import annotations

from dataclasses import replace
from email.utils import parseaddr
from typing import Any

import pytest
from django.core import mail

from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.mail.inbound.letters import Envelope
from allmende.foundation.mail.inbound.receiving import receive
from allmende.foundation.tasks.worker import run_due
from allmende.identity.actors.models import Actor
from allmende.people.nominations.commands import ask_to_vouch
from allmende.people.nominations.models import Nomination, Voice
from allmende.people.nominations.testing import make_nomination

pytestmark = pytest.mark.django_db
SERVER = "mx.allmende.example"


@pytest.fixture
def asked(cast: Cast, settings: Any) -> Nomination:
    """Ben nominated Noor, and asks Finn to vouch."""
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server=SERVER)
    made = make_nomination(cast.ben, cast.community)
    ask_to_vouch(cast.ben, made, cast.finn)
    run_due()
    return made


def letters_to(person: Actor) -> list[Any]:
    run_due()
    return [one for one in mail.outbox if one.to == [person.account.email]]


def answer(person: Actor, text: str, number: int = 1, dmarc: str = "pass") -> str:
    """Answer the mail that asks; return what the last mail to them says then."""
    (asks,) = [one for one in letters_to(person) if "would vouch for them" in one.body]
    sender, to = person.account.email, parseaddr(asks.extra_headers["Reply-To"])[1]
    lines = (
        f"From: {sender}",
        f"Message-ID: <{number}@x>",
        f"Authentication-Results: {SERVER}; dmarc={dmarc} header.from={sender.rpartition(chr(64))[2]}",
    )
    receive("\r\n".join([*lines, "", text]).encode(), Envelope(sender, (to,), "lmtp"))
    return str(letters_to(person)[-1].body)


def stance(person: Actor) -> str:
    return Voice.objects.get(actor=person).stance


def test_the_mail_lists_what_one_can_answer(cast: Cast, asked):
    (asks,) = [one for one in letters_to(cast.finn) if "would vouch for them" in one.body]

    assert ("1  Yes, I vouch for them" in asks.body, "2  Rather not" in asks.body) == (True, True)


@pytest.mark.parametrize("text", ["1", "Ja", "Yes, I vouch for them", "1.\n\n> Rather not"])
def test_a_yes_vouches_and_is_confirmed(cast: Cast, asked, text):
    said = answer(cast.finn, text)

    assert (stance(cast.finn), Nomination.objects.get().vouches) == ("vouch", 1)
    assert "You vouch for Noor Amin" in said


def test_a_no_is_quiet_and_nobody_asks_again(cast: Cast, asked):
    said = answer(cast.finn, "Rather not")
    ask_to_vouch(cast.ben, asked, cast.finn)

    assert (stance(cast.finn), Nomination.objects.get().vouches) == ("passed", 0)
    assert "Nobody is told" in said
    assert len([one for one in letters_to(cast.finn) if "would vouch for them" in one.body]) == 1


def test_one_decides_once_and_is_told_so(cast: Cast, asked):
    answer(cast.finn, "2")

    said = answer(cast.finn, "1", number=2)

    assert stance(cast.finn) == "passed"
    assert "answered, closed or gone" in said


def test_when_its_time_is_over_a_sentence_says_so(cast: Cast, asked):
    with clock.frozen(asked.deadline):
        said = answer(cast.finn, "1")

    assert stance(cast.finn) == "asked"
    assert "answered, closed or gone" in said


@pytest.mark.parametrize(("text", "dmarc"), [("1", "none"), ("1", "fail"), ("maybe", "pass")])
def test_what_is_not_proven_or_not_clear_decides_nothing(cast: Cast, asked, text, dmarc):
    answer(cast.finn, text, dmarc=dmarc)

    assert stance(cast.finn) == "asked"
