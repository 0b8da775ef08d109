"""A conversation comes by e-mail to whoever chose it, and the answer, brought by a real mail program to the real listener, stands in it."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail

from allmende.commons.spaces.commands import take_out
from allmende.commons.spaces.testing import make_cast
from allmende.foundation.journal.concerns import concerned_by
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import MESSAGE
from allmende.foundation.limits.quotas import forget_all
from allmende.foundation.mail.inbound.listening import Listener
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.models import Account
from allmende.rooms.messages.commands import choose_channel, mark_read, mute, open_space_talk, remove
from allmende.rooms.messages.commands.carrying import carry_waiting
from allmende.rooms.messages.models import Delivery
from allmende.rooms.messages.testing import make_talk, say

pytestmark = pytest.mark.django_db(transaction=True)
SERVER = "mx.allmende.example"


@pytest.fixture
def talk(settings: Any) -> SimpleNamespace:
    """Ada and Ben talk, and Ben lets it come by e-mail."""
    forget_all()
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server=SERVER)
    people = make_cast()
    both = make_talk(people.community, people.ben, people.ada, text="Shall we?")
    choose_channel(people.ben, both, "mail")
    run_due()
    mail.outbox.clear()
    return SimpleNamespace(**vars(people), both=both)


@pytest.fixture
def bring() -> Iterator[Callable[[EmailMessage, str], Any]]:
    listener = Listener("127.0.0.1", 0, "lmtp")
    listener.start()

    def send(letter: EmailMessage, to: str) -> Any:
        with smtplib.LMTP("127.0.0.1", listener.port) as speaks:
            return speaks.send_message(letter, "ben@example.org", to)

    yield send
    listener.stop()


def sent() -> list[Any]:
    """Let everything go out that waits, and return it."""
    carry_waiting()
    run_due()
    return [one for one in mail.outbox if "reply+" in one.extra_headers.get("Reply-To", "")]


def reply_to(letter: Any) -> str:
    return parseaddr(letter.extra_headers["Reply-To"])[1]


def answer(sender: str, text: str, *, dmarc: str = "pass") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = f"Ben <{sender}>", "Re: Pond", "<1@mail.example.org>"
    made["Authentication-Results"] = f"{SERVER}; dmarc={dmarc} header.from={sender.rpartition('@')[2]}"
    made.set_content(text)
    return made


def test_it_comes_once_and_the_answer_stands_in_the_conversation(talk: Any, bring: Any) -> None:
    say(talk.ada, talk.both, "On **Sunday**, at nine?")
    (letter,) = sent()
    sent()

    bring(
        answer(Account.objects.get(actor=talk.ben).email, "Yes, gladly.\n\n> On Sunday, at nine?\n"), reply_to(letter)
    )

    assert len(sent()) == 1
    assert "On **Sunday**, at nine?" in letter.body
    assert "Ada Berg" in letter.subject
    said = talk.both.messages.order_by("-pk").first()
    assert (said.text, said.author_id, said.carrier) == ("Yes, gladly.", talk.ben.id, "mail")


@pytest.mark.parametrize("forged", [{"sender": "mallory@example.net"}, {"dmarc": "fail"}, {"dmarc": "none"}])
def test_a_forged_answer_becomes_nothing(talk: Any, bring: Any, forged: dict[str, str]) -> None:
    say(talk.ada, talk.both, "On Sunday?")
    (letter,) = sent()

    bring(answer(**({"sender": Account.objects.get(actor=talk.ben).email, "text": "Sold!"} | forged)), reply_to(letter))  # type: ignore[arg-type]

    assert not talk.both.messages.filter(text="Sold!").exists()


def test_whoever_gets_the_messages_as_mails_is_told_of_them_by_no_other_mail(talk: Any) -> None:
    say(talk.ada, talk.both, "On Sunday?")
    (bens,) = concerned_by(Entry.objects.filter(name="MessageSent").latest("id"))
    mark_read(talk.ben, talk.both, talk.both.messages.latest("pk").pk)
    say(talk.ben, talk.both, "At nine.")
    (adas,) = concerned_by(Entry.objects.filter(name="MessageSent").latest("id"))

    assert (bens.actor, bens.reason.has_mail) == (talk.ben.id, True)
    assert (adas.actor, adas.reason.has_mail) == (talk.ada.id, False)
    assert {bens.reason.occasion, adas.reason.occasion} == {MESSAGE}


def test_what_need_not_be_sent_says_why(talk: Any) -> None:
    for act in (
        lambda said: mark_read(talk.ben, talk.both, said.pk),
        lambda said: remove(talk.ada, said),
        lambda _said: mute(talk.ben, talk.both, muted=True),
    ):
        act(say(talk.ada, talk.both, "On Sunday?"))

    assert sent() == []
    assert sorted(Delivery.objects.values_list("state", "why")) == [
        ("skipped", "removed"), ("skipped", "unwanted"), ("skipped", "unwanted")
    ]  # fmt: skip


def test_whoever_left_a_team_gets_nothing_that_was_still_on_its_way(talk: Any) -> None:
    ours = open_space_talk(talk.ada, talk.team)
    choose_channel(talk.ben, ours, "mail")
    say(talk.ada, ours, "Who has the key?")

    take_out(talk.ada, talk.team, talk.ben)

    assert sent() == []
    assert list(Delivery.objects.filter(message__conversation=ours).values_list("why", flat=True)) == ["left"]
