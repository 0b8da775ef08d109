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
    """The one who knows: `person(actor)` is None for who may not sign in (any more)."""

    person: Callable[[UUID], Person | None] = field(default=lambda _actor: None)


SENDERS = Senders()
