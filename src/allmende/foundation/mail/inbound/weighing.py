"""Weighs an answer before anything is held: whose address it went to, who sent it, whether they may answer here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from email.message import Message

from django.conf import settings

from allmende.foundation.mail.inbound.authentication import Proof, proof_of
from allmende.foundation.mail.inbound.letters import Envelope, Letter
from allmende.foundation.mail.inbound.machines import why_by_machine
from allmende.foundation.mail.inbound.senders import SENDERS, Person
from allmende.foundation.mail.models import Outcome, ReplyAddress
from allmende.foundation.mail.replies import Purpose, address_of, purpose_of

SILENT = frozenset({"unknown", "machine", "loop", "gone", "forged", "stranger"})
"""Reasons that nobody is told: a machine would answer, or whoever is named as sender wrote nothing, or is not known to us."""


@dataclass(frozen=True)
class Weighed:
    """An answer with what is known of it; `reason` is why it is not taken, empty where it is."""

    letter: Letter
    reason: str = ""
    address: ReplyAddress | None = None
    purpose: Purpose | None = None
    person: Person | None = None

    @property
    def outcome(self) -> Outcome:
        """What becomes of it, as far as one knows by now."""
        if not self.reason:
            return Outcome.DONE
        return Outcome.PASSED if self.reason in {"machine", "loop"} else Outcome.REFUSED


def weigh(message: Message, envelope: Envelope, token: str, letter: Letter) -> Weighed:
    """Find out who answers to what and whether they may; attachments of what is taken are made ready by its purpose."""
    address = address_of(token)
    purpose = purpose_of(address.purpose) if address else None
    if address is None or purpose is None:
        return Weighed(letter, "unknown", address)
    if why := why_by_machine(message, envelope, letter.sender):
        return Weighed(letter, why, address, purpose)
    address.actor = SENDERS.heir(
        address.actor
    )  # mails to an account that was merged with another are answered by whoever has both
    person = purpose.whose(address.actor, address.thing) if purpose.whose else SENDERS.person(address.actor)
    proof = proof_of(message, letter.sender, str(settings.CONFIG.mail_server))
    letter = replace(letter, is_proven=proof is Proof.PASS)
    reason = _why_not(person, letter, proof, purpose)
    if not reason and purpose.prepare:
        letter = replace(letter, prepared=purpose.prepare(letter))
    return Weighed(letter, reason, address, purpose, person)


def _why_not(person: Person | None, letter: Letter, proof: Proof, purpose: Purpose) -> str:
    """Say why something is not taken; empty: it is."""
    if person is None:
        return "gone"
    if proof is Proof.FAIL:
        return "forged"
    if letter.sender not in person.addresses:
        return "stranger"
    if purpose.needs_proof and proof is not Proof.PASS:
        return "unproven"
    return "" if letter.text or letter.attachments else "empty"
