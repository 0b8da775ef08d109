"""What other servers report of our mails: that one could not be delivered (RFC 3464), that someone calls it unwanted (RFC 5965)."""

from __future__ import annotations

import re
from email import message_from_string
from email.message import Message
from uuid import UUID

from allmende.foundation.mail.inbound.reading import line_of
from allmende.foundation.mail.marks import job_of
from allmende.foundation.mail.reachable import BOUNCED, COMPLAINED, stop
from allmende.foundation.mail.refusals import tell_undeliverable
from allmende.foundation.tasks.models import Job

FOR_GOOD = re.compile(r"5\.\d{1,3}\.\d{1,3}")
NO_SUCH = re.compile(r"5\.1\.[1-36]|5\.2\.1|5\.4\.[14]|5\.1\.10")
"""The mailbox, its host or its way don't exist (RFC 3463): other failures may pass."""


def hear_bounce(message: Message, job: UUID) -> str:
    """Take in that a mail came back; return a word for what was learnt: `gone mailbox`, `later`, or `unclear`."""
    sent = Job.objects.filter(id=job).first()
    if sent is None or not sent.args:
        return "unclear"
    for status in _blocks(message, "message/delivery-status"):
        code = line_of(status, "Status").strip().split(" ")[0]
        if line_of(status, "Action").strip().lower() != "failed" or not FOR_GOOD.fullmatch(code):
            continue
        if not NO_SUCH.fullmatch(code):
            return "later"
        stop(sent.args[0], BOUNCED)
        tell_undeliverable(sent.args[0])
        return "gone mailbox"
    return "unclear"


def hear_complaint(message: Message) -> str:
    """Take in that someone calls a mail unwanted: `complained`, or `unclear` where it does not say which."""
    if not any(line_of(block, "Feedback-Type") for block in _blocks(message, "message/feedback-report")):
        return "unclear"
    for part in message.walk():
        mark = line_of(part, "CFBL-Feedback-ID").strip().lower()
        job = job_of(mark) if mark else None
        sent = Job.objects.filter(id=job).first() if job else None
        if sent is not None and sent.args:
            stop(sent.args[0], COMPLAINED)
            return "complained"
    return "unclear"


def _blocks(message: Message, kind: str) -> list[Message]:
    """The groups of lines of a report; some programs write them as text."""
    found: list[Message] = []
    for part in message.walk():
        if part.get_content_type() == kind:
            inside = part.get_payload()
            found += (
                [part, *(one for one in inside if isinstance(one, Message))]
                if isinstance(inside, list)
                else _as_text(part)
            )
    return found


def _as_text(part: Message) -> list[Message]:
    return [message_from_string(block.lstrip()) for block in str(part.get_payload()).split("\n\n")]
