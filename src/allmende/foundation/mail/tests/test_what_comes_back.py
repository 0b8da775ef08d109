"""Mails that come back and complaints: what nobody asked for is not sent there again; what one asks for still is."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from django.core import mail

from allmende.foundation import clock
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.inbound.letters import Envelope
from allmende.foundation.mail.inbound.receiving import is_ours, receive
from allmende.foundation.mail.letterhead import NODE, Letterhead
from allmende.foundation.mail.marks import job_of, mark_of
from allmende.foundation.mail.models import Stopped
from allmende.foundation.mail.reachable import BOUNCED, COMPLAINED, forget_stopped, start_again, stop, why_stopped
from allmende.foundation.mail.refusals import _listeners
from allmende.foundation.tasks.models import Job, State
from allmende.foundation.tasks.worker import run_due

ADA = "ada@example.org"
STOP = "https://garden.example/stop/"
DSN = """From: MAILER-DAEMON@mx.example
Message-ID: <{number}@mx.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

I'm sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ada@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b--
"""
ARF = """From: feedback@provider.example
Message-ID: <arf@provider.example>
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1

--b
Content-Type: message/rfc822

CFBL-Feedback-ID: {mark}
Subject: Garden

Hello
--b--
"""


def sent(**options) -> EmailMessage | None:
    """Write to Ada; return what left, if it did."""
    mail.outbox.clear()
    post(ADA, "letters/told", language="en", house=options.pop("house", NODE), who="Ben", path="/", **options)
    run_due(rounds=False)
    return mail.outbox[-1] if mail.outbox else None


def comes_back(letter, report: str, **values) -> list[str]:
    """Bring a report about a letter in, as a mail server does: from nobody, to where the letter's failures go."""
    values = {"number": "1", "action": "failed", "status": "5.1.1"} | values
    rows = receive(report.format(**values).encode(), Envelope("", (letter.from_email,), "lmtp"))
    return [row.reason for row in rows]


@pytest.fixture
def heard(monkeypatch):
    """Whoever wants to hear of mailboxes that are not there."""
    addresses: list[str] = []
    monkeypatch.setattr("allmende.foundation.mail.refusals._listeners", [*_listeners, addresses.append])
    return addresses


def test_each_mail_has_an_address_of_its_own_for_failures(db, letters, answered):
    letter, other = sent(), sent()

    assert letter.from_email != other.from_email
    assert letter.from_email.startswith("reply+")
    assert len(letter.from_email.partition("@")[0]) <= 64, "RFC 5321, section 4.5.3.1.1"
    assert letter.message()["From"] == "Allmende <post@allmende.example>"
    assert is_ours(letter.from_email)


def test_a_community_on_another_host_keeps_its_own_so_that_spf_speaks_for_it(db, letters, answered):
    letter = sent(house=Letterhead("Garden", address="post@garden.example"))
    assert letter.from_email == "Garden <post@garden.example>"


def test_a_mailbox_that_is_not_there_gets_only_what_it_asks_for(db, letters, answered, heard):
    assert comes_back(sent(unsubscribe=STOP), DSN) == ["gone mailbox"]

    assert heard == [ADA]
    assert why_stopped(ADA.upper()) == BOUNCED
    assert sent(unsubscribe=STOP) is None
    assert Job.objects.get(state=State.DEAD).error == "Not sent: mail to this address came back."
    assert sent() is not None, "a code that was asked for"
    assert ADA not in str(Stopped.objects.values().get())


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": "5.2.2"}, "later"),
        ({"status": "5.7.1"}, "later"),
        ({"action": "delayed", "status": "4.4.1"}, "unclear"),
        ({"action": "delivered", "status": "2.0.0"}, "unclear"),
        ({"status": "nonsense"}, "unclear"),
    ],
)
def test_what_may_pass_stops_nothing(db, letters, answered, heard, values, reason):
    assert comes_back(sent(), DSN, **values) == [reason]
    assert (heard, why_stopped(ADA)) == ([], "")


def test_nobody_can_stop_anothers_mail_with_a_report_of_their_own(db, letters, answered, heard):
    letter = sent()
    job = Job.objects.get()
    forged = mark_of(job.id)[:-1] + ("0" if mark_of(job.id)[-1] != "0" else "1")

    assert job_of(mark_of(job.id)) == job.id
    assert job_of(forged) is None
    assert not is_ours(letter.from_email.replace(mark_of(job.id), forged))
    assert heard == []


def test_a_complaint_stops_what_nobody_asked_for(db, letters, answered):
    letter = sent(unsubscribe=STOP)
    lines = letter.message()
    assert lines["CFBL-Address"] == "reply+abuse@allmende.example; report=arf"

    rows = receive(
        ARF.format(mark=lines["CFBL-Feedback-ID"]).encode(),
        Envelope("fbl@provider.example", ("reply+abuse@allmende.example",), "lmtp"),
    )

    assert [row.reason for row in rows] == ["complained"]
    assert why_stopped(ADA) == COMPLAINED
    assert sent(unsubscribe=STOP) is None


def test_a_complaint_that_names_no_mail_of_ours_stops_nothing(db, letters, answered):
    sent()
    rows = receive(ARF.format(mark="a" * 46).encode(), Envelope("x@y", ("reply+abuse@allmende.example",), "lmtp"))
    assert [row.reason for row in rows] == ["unclear"]
    assert not Stopped.objects.exists()


def test_whoever_reads_there_again_is_written_to_again(db):
    stop(ADA, BOUNCED)
    start_again(ADA, COMPLAINED)
    assert why_stopped(ADA) == BOUNCED
    start_again(ADA)
    assert why_stopped(ADA) == ""


def test_after_a_year_nobody_remembers(db):
    stop(ADA, BOUNCED)
    with clock.travel(days=366):
        assert forget_stopped() == 1
