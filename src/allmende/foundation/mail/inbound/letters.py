"""A mail that came in, as those read it who take answers; and how it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LARGEST = 20_000_000
"""Bytes of a whole mail."""
LONGEST_TEXT = 200_000
"""Letters of a mail that are looked at; what people write in answer is a hundredth of that."""
MOST_ATTACHMENTS = 10


@dataclass(frozen=True)
class Attachment:
    """A file that came along: its name as the sender gave it, what they say it is, and its bytes."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """What someone wrote: their words without what they quoted and signed, and what they attached.

    `sender` is the address in From, in small letters; `is_proven` says that our own mail server found it to be theirs (DMARC).
    `left_out` names attachments that can't be read here.
    """

    message_id: str
    sender: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()
    left_out: tuple[str, ...] = ()
    is_proven: bool = False
    prepared: Any = None
    """What the purpose made ready of the attachments (`when_answered(prepare=…)`)."""


@dataclass(frozen=True)
class Envelope:
    """How a mail came: the address that failures go to (empty: none, so a machine wrote it), to whom, and who carried it."""

    sender: str
    recipients: tuple[str, ...]
    carrier: str
