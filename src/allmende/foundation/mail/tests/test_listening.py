"""The listener lets nobody stay too long, send too much, or be too many."""

from __future__ import annotations

import smtplib
import socket
from uuid import uuid4

import pytest

from allmende.foundation.mail import replies
from allmende.foundation.mail.inbound import listening
from allmende.foundation.mail.inbound.letters import LARGEST
from allmende.foundation.mail.inbound.listening import Listener
from allmende.foundation.mail.replies import reply_address, when_answered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def listener(answered):
    made = Listener("127.0.0.1", 0)
    made.start()
    yield made
    made.stop()


def speak(listener):
    return smtplib.LMTP("127.0.0.1", listener.port)


def test_a_mail_that_is_too_large_is_refused_before_it_is_sent(listener, monkeypatch):
    monkeypatch.setattr(replies, "_purposes", {})
    when_answered("test", lambda *_: (), title="Test")
    with speak(listener) as server:
        server.ehlo()
        assert server.mail("ben@example.org", [f"SIZE={LARGEST + 1}"])[0] == 552


def test_there_is_a_number_of_recipients_and_of_connections(listener, monkeypatch):
    monkeypatch.setattr(listening, "MOST_RECIPIENTS", 1)
    monkeypatch.setattr(listening, "MOST_CONNECTIONS", 2)
    monkeypatch.setattr(replies, "_purposes", {})
    when_answered("test", lambda *_: (), title="Test")
    addresses = [reply_address("test", uuid4(), uuid4()) for _ in range(2)]
    with speak(listener) as first, speak(listener):
        first.ehlo()
        first.mail("ben@example.org")
        assert [first.rcpt(address)[0] for address in addresses] == [250, 452]
        with pytest.raises(smtplib.SMTPConnectError, match="421"):
            speak(listener)
    with speak(listener) as again:
        assert again.noop()[0] == 250


def test_who_stays_too_long_is_cut_off(listener, monkeypatch):
    monkeypatch.setattr(listening, "LONGEST", 0.2)
    with socket.create_connection(("127.0.0.1", listener.port), timeout=10) as slow:
        slow.recv(1000)
        assert slow.recv(1000) == b""


def test_nonsense_is_answered_and_then_no_more(listener):
    with socket.create_connection(("127.0.0.1", listener.port), timeout=10) as rude:
        rude.sendall(b"GET / HTTP/1.1\r\n" * 200)
        said = b""
        while piece := rude.recv(65_536):
            said += piece
    assert said.count(b"\r\n") < 150
