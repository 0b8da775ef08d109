"""An announcement is answered by a real mail program to the real listener: it stands in the queue of those on duty; a press ends such mails."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email.utils import parseaddr
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from allmende.commons.spaces.testing import make_cast
from allmende.foundation import clock
from allmende.foundation.limits.quotas import forget_all
from allmende.foundation.mail.inbound.listening import Listener
from allmende.foundation.tasks.worker import run_due
from allmende.identity.accounts.models import Account
from allmende.observers.notices.commands.wishing import take_preset, wish
from allmende.observers.notices.models import Preset
from allmende.rooms.messages.commands import (
    Words,
    draft_announcement,
    hold_back,
    release,
    resume,
    send_out,
    sending,
    take_back,
)
from allmende.rooms.messages.models import Announcement, AnnouncementState, Recipient
from allmende.rooms.messages.queries import Chosen, outcome_of, queue_of
from allmende.rooms.messages.tests.test_messages_by_mail import SERVER, answer

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"en": Words("Summer feast", "We celebrate on Saturday.")}


@pytest.fixture
def town(settings: Any) -> SimpleNamespace:
    """The cast, on a node that takes answers by mail."""
    forget_all()
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example", mail_server=SERVER)
    people = make_cast()
    run_due()
    mail.outbox.clear()
    return SimpleNamespace(**vars(people))


@pytest.fixture
def bring() -> Iterator[Callable[..., Any]]:
    listener = Listener("127.0.0.1", 0, "lmtp")
    listener.start()

    def send(letter: Any, to: str) -> Any:
        with smtplib.LMTP("127.0.0.1", listener.port) as speaks:
            return speaks.send_message(letter, "ben@example.org", to)

    yield send
    listener.stop()


def announced(town: SimpleNamespace) -> Announcement:
    """Let Eli's announcement reach everyone in the app."""
    made = release(town.eli, draft_announcement(town.eli, town.community, WORDS, Chosen()))
    send_out()
    run_due()
    return made


def mails_to(person: Any, **span: float) -> list[Any]:
    with clock.travel(**(span or {"minutes": 3})):
        run_due()
        run_due()
    return [one for one in mail.outbox if one.to == [Account.objects.get(actor=person).email]]


def test_an_answer_by_mail_stands_in_the_queue_and_a_forged_one_does_not(town: Any, bring: Any) -> None:
    made = announced(town)
    (letter,) = mails_to(town.ben)
    to, bens = parseaddr(letter.extra_headers["Reply-To"])[1], Account.objects.get(actor=town.ben).email

    forged = answer("mallory@example.net", "Cancelled!")
    forged.replace_header("Message-ID", "<2@mail.example.net>")

    bring(forged, to)
    bring(answer(bens, "I bring a cake.\n\n> We celebrate on Saturday.\n"), to)

    (waits,) = queue_of(town.community)
    assert waits.name == "Ben Roth"
    assert "I bring a cake." in waits.excerpt
    assert "We celebrate" not in waits.excerpt
    assert Recipient.objects.get(announcement=made, actor=town.ben).answered


def test_one_press_ends_mails_of_announcements_and_the_app_still_has_them(town: Any) -> None:
    announced(town)
    (letter,) = mails_to(town.ben)
    path = re.search(r"<https?://[^/]+(/\S+)>", letter.extra_headers["List-Unsubscribe"])[1]  # type: ignore[index]
    assert (
        Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
        .post(path, {"List-Unsubscribe": "One-Click"})
        .status_code
        == 200
    )
    mail.outbox.clear()

    made = announced(town)

    assert mails_to(town.ben) == []
    assert Recipient.objects.get(announcement=made, actor=town.ben).state == "reached"


def test_quiet_hours_and_digests_are_kept(town: Any) -> None:
    now = clock.now()
    with clock.frozen(now.replace(hour=21, minute=0) + timedelta(days=1)):
        wish(town.ada, quiet_from=20, quiet_until=8)
        take_preset(town.finn, Preset.QUIET)
        made = announced(town)
        assert mails_to(town.ada) == []
        assert mails_to(town.finn) == []
        lines = {str(line.words): line.count for line in outcome_of(made)}
    assert lines["told in a weekly digest: waits"] == 1


def test_taken_back_a_mail_that_waits_is_not_sent(town: Any) -> None:
    made = announced(town)
    take_back(town.eli, made, "The date was wrong.")

    assert mails_to(town.ben) == []


def test_after_a_restore_it_is_paused_until_someone_lets_it_go_on(town: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sending, "STEP", 1)
    made = announced(town)

    assert hold_back() == 1
    send_out()
    assert Announcement.objects.get(pk=made.pk).state == AnnouncementState.PAUSED
    assert Recipient.objects.filter(announcement=made, state="reached").count() < 3

    resume(town.eli, made)
    for _step in range(4):
        send_out()
    assert Announcement.objects.get(pk=made.pk).state == AnnouncementState.SENT
