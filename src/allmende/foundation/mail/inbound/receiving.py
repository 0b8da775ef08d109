"""Takes a mail in: the same for all carriers. What is accepted has its row in the inbox, with what became of it and why."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from email.message import Message

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from allmende.foundation.limits.commands import use
from allmende.foundation.mail.inbound.authentication import Proof, proof_of
from allmende.foundation.mail.inbound.letters import Envelope
from allmende.foundation.mail.inbound.machines import why_by_machine
from allmende.foundation.mail.inbound.reading import Unreadable, id_of, parse, read, sender_of
from allmende.foundation.mail.inbound.reasons import REASONS
from allmende.foundation.mail.inbound.reports import hear_bounce, hear_complaint
from allmende.foundation.mail.inbound.senders import SENDERS, Person
from allmende.foundation.mail.inbound.telling import tell_left_out, tell_refused
from allmende.foundation.mail.marks import COMPLAINTS, job_of
from allmende.foundation.mail.models import Outcome, Received, ReplyAddress
from allmende.foundation.mail.reachable import BOUNCED, start_again
from allmende.foundation.mail.replies import Purpose, address_of, digest_of, purpose_of, token_in
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
    token: str
    key: str


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
    number = id_of(message, raw)
    return [
        _take(_Turn(raw, message, envelope, token, _key(number, token)))
        for token in dict.fromkeys(map(token_in, envelope.recipients))
        if token
    ]


def _take(turn: _Turn) -> Received:
    try:
        with transaction.atomic():
            Received.objects.get_or_create(
                key=turn.key, defaults=_fresh(turn)
            )  # who brings it at the same time waits here
            row = Received.objects.select_for_update().get(key=turn.key)
            if row.outcome == Outcome.FAILED and row.attempts < PATIENCE:
                row.outcome, row.reason = Outcome.DONE, ""
                _judge(turn, row)
                row.save()
            return row
    except Exception as error:
        log.exception("A mail that came in could not be handled.")
        _note_failure(turn, error)
        raise Later from error


def _judge(turn: _Turn, row: Received) -> None:
    """Find out what a mail is for, and do it; what became of it stands in the row."""
    if turn.token == COMPLAINTS:
        row.purpose, row.reason = COMPLAINTS, hear_complaint(turn.message)
    elif job := job_of(turn.token):
        row.purpose, row.reason = "bounce", hear_bounce(turn.message, job)
    else:
        _answer(turn, row)


def _answer(turn: _Turn, row: Received) -> None:
    row.sender = sender_of(turn.message)
    address = address_of(turn.token)
    purpose = purpose_of(address.purpose) if address else None
    if address is None or purpose is None:
        row.outcome, row.reason = Outcome.REFUSED, "unknown"
        return
    row.purpose, row.actor, row.thing = address.purpose, address.actor, address.thing
    if why := why_by_machine(turn.message, turn.envelope, row.sender):
        row.outcome, row.reason = Outcome.PASSED, why
        return
    person = SENDERS.person(address.actor)
    proof = proof_of(turn.message, row.sender, str(settings.CONFIG.mail_server))
    if why := _why_not(person, row.sender, proof, purpose):
        row.outcome, row.reason = Outcome.REFUSED, why
    if person is None or row.reason in SILENT:
        return
    with override(person.language):
        _hand_over(turn, row, person, purpose, address, is_proven=proof is Proof.PASS)


SILENT = frozenset({"forged", "stranger"})
"""Reasons that nobody is told: whoever is named as sender wrote nothing, or is not known to us."""


def _why_not(person: Person | None, sender: str, proof: Proof, purpose: Purpose) -> str:
    """Say why a sender may not answer here, however good the words are; empty: they may."""
    if person is None:
        return "gone"
    if proof is Proof.FAIL:
        return "forged"
    if sender not in person.addresses:
        return "stranger"
    return "unproven" if purpose.needs_proof and proof is not Proof.PASS else ""


def _hand_over(
    turn: _Turn, row: Received, person: Person, purpose: Purpose, address: ReplyAddress, *, is_proven: bool
) -> None:
    letter = read(turn.message, turn.raw, is_proven=is_proven)
    if not row.reason and not use(f"mail from:{address.actor}", AN_HOUR, HOUR):
        row.reason = "often"
    if not row.reason and not (letter.text or letter.attachments):
        row.reason = "empty"
    left_out: tuple[str, ...] = ()
    said: Text = REASONS.get(row.reason, "")
    if not row.reason:
        try:
            with transaction.atomic():  # what the handler had begun is undone with its refusal
                left_out = (*letter.left_out, *purpose.handler(address.actor, address.thing, letter))
        except Refused as refused:
            said = refused.reason
            row.reason = str(said)[:300]
    if row.reason:
        row.outcome = Outcome.REFUSED
        row.told = tell_refused(person, letter, said)
        return
    start_again(letter.sender, BOUNCED)
    if left_out:
        row.told = tell_left_out(person, letter, left_out)


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
