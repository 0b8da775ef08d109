"""Tells a sender, in their language, what became of their mail: once a day at most unless they choose something, and never a machine."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allmende.foundation.limits.commands import use
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.inbound.letters import Letter
from allmende.foundation.mail.inbound.senders import SENDERS, Person
from allmende.foundation.verdicts import Text

DAY = 86_400
MOST_CHOICES = 20
"""So often in a day someone who chooses by mail is answered: each choice is confirmed, and who was not understood is told what to write."""


def tell_refused(person: Person, letter: Letter, reason: Text, most: int = 1) -> bool:
    """Write why a mail changed nothing, so often in a day; say whether a mail goes out. Only to an address that is the person's own."""
    return _tell(person, letter, "mail/refused", most, reason=reason)


def tell_left_out(person: Person, letter: Letter, names: tuple[str, ...]) -> bool:
    """Write which attachments of a mail that was taken could not be."""
    return _tell(person, letter, "mail/left_out", 1, names=names)


def tell_done(actor: UUID, letter: Letter, said: Text) -> bool:
    """Write what was done that someone asked for by mail."""
    person = SENDERS.person(actor)
    return person is not None and _tell(person, letter, "mail/done", MOST_CHOICES, said=said)


def _tell(person: Person, letter: Letter, template: str, most: int, **values: Any) -> bool:
    if letter.sender not in person.addresses or not use(f"{template}:{letter.sender}", most, DAY):
        return False
    post(
        letter.sender, template, language=person.language, house=person.house, answers=letter.message_id, subject_was=letter.subject, **values,
    )  # fmt: skip
    return True
