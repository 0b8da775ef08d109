"""Whose addresses are whose: mail knows no accounts, so whoever does says it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from allmende.foundation.mail.letterhead import NODE, Letterhead


@dataclass(frozen=True)
class Person:
    """Someone who may answer: the addresses they have shown to be theirs (small letters), their language, and who writes to them."""

    addresses: frozenset[str]
    language: str = "en"
    house: Letterhead = NODE


@dataclass
class Senders:
    """Those who know: `person(actor)` is None for who may not sign in (any more); `heir(actor)` is who took over their account, else they themselves."""

    person: Callable[[UUID], Person | None] = field(default=lambda _actor: None)
    heir: Callable[[UUID], UUID] = field(default=lambda actor: actor)


SENDERS = Senders()
