"""Takes a mail in: the same for all carriers. What is accepted has its row in the inbox, with what became of it and why."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from email.message import Message

from django.db import transaction
from django.utils.translation import override

from allmende.foundation.limits.commands import use
from allmende.foundation.mail.inbound.letters import Envelope, Letter
from allmende.foundation.mail.inbound.reading import Unreadable, parse, read
from allmende.foundation.mail.inbound.reasons import REASONS
from allmende.foundation.mail.inbound.reports import hear_bounce, hear_complaint
from allmende.foundation.mail.inbound.telling import tell_left_out, tell_refused
from allmende.foundation.mail.inbound.weighing import SILENT, Weighed, weigh
from allmende.foundation.mail.marks import COMPLAINTS, job_of
from allmende.foundation.mail.models import Outcome, Received, ReplyAddress
from allmende.foundation.mail.reachable import BOUNCED, start_again
from allmende.foundation.mail.replies import Purpose, address_of, digest_of, token_in
from allmende.foundation.verdicts import Refused, Text

log = logging.getLogger(__name__)

AN_HOUR, HOUR = 60, 3_600
"""So many mails of one person are taken in an hour."""
PATIENCE = 5
"""After so many failures of ours a mail is left as it is, for those who run the node."""


class Later(Exception):
    """We could not handle a mail now: whoever carries it shall bring it again."""


@dataclass(frozen=True)
class _Turn:
    """A mail at one of the addresses that it went to."""

    raw: bytes
    message: Message
    envelope: Envelope
    letter: Letter
    token: str

    @property
    def key(self) -> str:
        """What it is known by, however often it comes."""
        return _key(self.letter.message_id, self.token)


def is_ours(address: str) -> bool:
    """Say whether mail to an address is taken: one that we made and that is not too old."""
    token = token_in(address)
    return bool(token) and (token == COMPLAINTS or job_of(token) is not None or address_of(token) is not None)


def receive(raw: bytes, envelope: Envelope) -> list[Received]:
    """Take a mail in for each of its addresses that is ours; each address once for a mail, however often it comes.

    Never raises for what a mail holds; raises Later when something of ours failed, and then the same mail may come again.
    """
    try:
        message = parse(raw)
    except Unreadable:
        return [_note_unreadable(raw, envelope, address) for address in envelope.recipients if is_ours(address)]
    letter = read(message, raw)
    return [
        _take(_Turn(raw, message, envelope, letter, token))
        for token in dict.fromkeys(map(token_in, envelope.recipients))
        if token
    ]


def _take(turn: _Turn) -> Received:
    try:
        weighed = None if _is_report(turn.token) else weigh(turn.message, turn.envelope, turn.token, turn.letter)
        with transaction.atomic():
            Received.objects.get_or_create(key=turn.key, defaults=_fresh(turn))  # who brings it too waits here
            row = Received.objects.select_for_update().get(key=turn.key)
            if row.outcome == Outcome.FAILED and row.attempts < PATIENCE:
                _hear(turn, row) if weighed is None else _answer(row, weighed)
                row.save()
            return row
    except Exception as error:
        log.exception("A mail that came in could not be handled.")
        _note_failure(turn, error)
        raise Later from error


def _is_report(token: str) -> bool:
    return token == COMPLAINTS or job_of(token) is not None


def _hear(turn: _Turn, row: Received) -> None:
    """Take a report in: a mail that came back, a complaint."""
    job = job_of(turn.token)
    row.outcome, row.purpose = Outcome.DONE, "bounce" if job else COMPLAINTS
    row.reason = hear_bounce(turn.message, job) if job else hear_complaint(turn.message)


def _answer(row: Received, weighed: Weighed) -> None:
    """Do what an answer asks for, or tell why not; what became of it stands in the row."""
    letter, address, purpose, person = weighed.letter, weighed.address, weighed.purpose, weighed.person
    row.sender, row.outcome, row.reason = letter.sender, weighed.outcome, weighed.reason
    if address is not None:
        row.purpose, row.actor, row.thing = address.purpose, address.actor, address.thing
    if address is None or purpose is None or person is None or row.reason in SILENT:
        return
    if not row.reason and not use(f"mail from:{address.actor}", AN_HOUR, HOUR):
        row.reason = "often"
    with override(person.language):
        said, left_out = _done(row, letter, address, purpose)
        if row.reason:
            row.outcome = Outcome.REFUSED
            row.told = tell_refused(person, letter, said, purpose.most_told)
            return
        start_again(letter.sender, BOUNCED)
        if left_out:
            row.told = tell_left_out(person, letter, left_out)


def _done(row: Received, letter: Letter, address: ReplyAddress, purpose: Purpose) -> tuple[Text, tuple[str, ...]]:
    """Let the purpose act; return the sentence of a refusal (the row's reason then), and the names of files that were left out."""
    if row.reason:
        return REASONS.get(row.reason, ""), ()
    try:
        with transaction.atomic():  # what the handler had begun is undone with its refusal
            return "", (*letter.left_out, *purpose.handler(address.actor, address.thing, letter))
    except Refused as refused:
        row.reason = str(refused.reason)[:300]
        return refused.reason, ()


def _fresh(turn: _Turn) -> dict[str, object]:
    return {"carrier": turn.envelope.carrier, "size": len(turn.raw), "outcome": Outcome.FAILED, "attempts": 0}


def _key(number: str, token: str) -> str:
    return hashlib.sha256(f"{number}\n{digest_of(token)}".encode()).hexdigest()


@transaction.atomic
def _note_failure(turn: _Turn, error: Exception) -> None:
    Received.objects.get_or_create(key=turn.key, defaults=_fresh(turn))
    row = Received.objects.select_for_update().get(key=turn.key)
    row.outcome, row.reason, row.attempts = Outcome.FAILED, type(error).__name__, row.attempts + 1
    row.save()


def _note_unreadable(raw: bytes, envelope: Envelope, address: str) -> Received:
    """Note a mail of which nothing can be read; its sender can't be answered."""
    key = _key(hashlib.sha256(raw).hexdigest(), token_in(address))
    fresh = {"carrier": envelope.carrier, "size": len(raw), "outcome": Outcome.REFUSED, "reason": "unreadable"}
    return Received.objects.get_or_create(key=key, defaults=fresh)[0]
