"""Answers are fetched from a mailbox over IMAP: each once, by its number there; nothing is deleted."""

from __future__ import annotations

from uuid import uuid4

import pytest

from allmende.foundation.mail import replies
from allmende.foundation.mail.inbound.mailbox import NoMailbox, fetch
from allmende.foundation.mail.inbound.senders import SENDERS, Person
from allmende.foundation.mail.models import Received
from allmende.foundation.mail.replies import reply_address, when_answered
from allmende.foundation.mail.tests.mailboxes import Mailbox


@pytest.fixture
def taken(monkeypatch):
    """What the purpose of these tests was handed."""
    texts: list[str] = []

    def take(actor, thing, letter):
        if letter.text == "stumble":
            raise ConnectionError
        texts.append(letter.text)
        return ()

    monkeypatch.setattr(replies, "_purposes", {})
    monkeypatch.setattr(SENDERS, "person", lambda actor: Person(frozenset({"ben@example.org"})))
    when_answered("test", take, title="Test", needs_proof=False)
    return texts


@pytest.fixture
def box(db, answered, taken):
    made = Mailbox()
    yield made
    made.close()


def answer(text, number, line="Delivered-To"):
    to = reply_address("test", uuid4(), uuid4())
    return f"{line}: {to}\r\nReturn-Path: <ben@example.org>\r\nFrom: ben@example.org\r\nMessage-ID: <{number}@x>\r\n\r\n{text}\r\n".encode()


def test_each_mail_is_taken_once_and_marked_as_read(box, taken):
    box.mails |= {3: answer("Eins", 1), 4: answer("Zwei", 2, "To")}

    assert [fetch(box.address), fetch(box.address)] == [2, 0]

    assert taken == ["Eins", "Zwei"]
    assert box.seen == {3, 4}
    box.mails[9] = answer("Drei", 3)
    fetch(box.address)
    assert taken == ["Eins", "Zwei", "Drei"]
    assert not any("EXPUNGE" in asked or "Deleted" in asked for asked in box.asked)


def test_a_mailbox_that_was_made_anew_brings_nothing_twice(box, taken):
    box.mails[3] = answer("Eins", 1)
    fetch(box.address)
    box.validity, box.mails = 8, {1: box.mails[3], 2: answer("Zwei", 2)}
    fetch(box.address)
    assert taken == ["Eins", "Zwei"]


def test_what_is_for_others_stays_as_it_was(box, taken):
    box.mails[1] = b"To: someone@example.org\r\nFrom: a@b\r\n\r\nHallo"
    assert fetch(box.address) == 1
    assert (taken, box.seen, Received.objects.count()) == ([], set(), 0)


def test_a_failure_of_ours_is_tried_again_and_holds_up_the_others_five_times_at_most(box, taken):
    box.mails |= {1: answer("stumble", 1), 2: answer("Zwei", 2)}
    for _visit in range(4):
        assert fetch(box.address) == 0
    fetch(box.address)
    fetch(box.address)
    assert taken == ["Zwei"]
    assert Received.objects.get(outcome="failed").attempts == 5


@pytest.mark.parametrize(
    ("change", "says"), [(("hush", "wrong"), "wrong password"), (("Answers", "Spam"), "no folder Spam")]
)
def test_a_mailbox_that_does_not_let_us_in_says_why(box, change, says):
    with pytest.raises(NoMailbox, match=says):
        fetch(box.address.replace(*change))


def test_a_mailbox_that_is_away_says_so(box):
    address = box.address
    box.close()
    with pytest.raises(NoMailbox):
        fetch(address)
