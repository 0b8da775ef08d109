"""Tells a sender, in their language, that their mail was not taken: once a day at most, and never a machine."""

from __future__ import annotations

from typing import Any

from allmende.foundation.limits.commands import use
from allmende.foundation.mail.commands import post
from allmende.foundation.mail.inbound.letters import Letter
from allmende.foundation.mail.inbound.senders import Person
from allmende.foundation.verdicts import Text

DAY = 86_400


def tell_refused(person: Person, letter: Letter, reason: Text) -> bool:
    """Write why a mail changed nothing; say whether a mail goes out. Only to an address that is the person's own."""
    return _tell(person, letter, "mail/refused", reason=reason)


def tell_left_out(person: Person, letter: Letter, names: tuple[str, ...]) -> bool:
    """Write which attachments of a mail that was taken could not be."""
    return _tell(person, letter, "mail/left_out", names=names)


def _tell(person: Person, letter: Letter, template: str, **values: Any) -> bool:
    if letter.sender not in person.addresses or not use(f"{template}:{letter.sender}", 1, DAY):
        return False
    post(
        letter.sender, template, language=person.language, house=person.house, answers=letter.message_id, subject_was=letter.subject, **values,
    )  # fmt: skip
    return True
