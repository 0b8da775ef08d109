"""Addresses that can be answered to: each is one person's, about one thing, for one purpose, and can't be guessed."""

from __future__ import annotations

import hashlib
import re
import secrets
from base64 import b32encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from allmende.foundation import clock
from allmende.foundation.mail.models import ReplyAddress
from allmende.foundation.verdicts import Text

if TYPE_CHECKING:
    from allmende.foundation.mail.inbound.letters import Letter
    from allmende.foundation.mail.inbound.senders import Person

GOOD_FOR = timedelta(days=180)
"""So long a mail can be answered."""
TOKEN = re.compile(r"[a-z2-7]{26}")
"""128 random bits in letters that no mail server changes (RFC 4648, base32, small)."""

type Handler = Callable[[UUID, UUID, Letter], Iterable[str]]
type Whose = Callable[[UUID, UUID], Person | None]


@dataclass(frozen=True)
class Purpose:
    """What an answer does. `needs_proof`: only mail whose sender the receiving server has proven (DMARC) does it."""

    key: str
    title: Text
    handler: Handler = field(repr=False)
    needs_proof: bool = True
    prepare: Callable[[Letter], Any] | None = field(default=None, repr=False)
    most_told: int = 1
    whose: Whose | None = field(default=None, repr=False)


_purposes: dict[str, Purpose] = {}


def when_answered(
    purpose: str, handler: Handler, *, title: Text, needs_proof: bool = True, prepare: Callable[[Letter], Any] | None = None,
    most_told: int = 1, whose: Whose | None = None,
) -> None:  # fmt: skip
    """Say what an answer by mail does (called when an app is ready): `handler(actor, thing, letter)`.

    It returns the names of attachments that it has no place for, of which the sender is told. It runs in a transaction, once for each
    mail; it asks the same verdicts as the page does, and raises Refused with a sentence that the sender is told. `needs_proof=False`
    is for what can't do harm in another's name, such as a comment: there the token and a known address are enough. `prepare(letter)`
    does what takes long (pictures) before the transaction; the letter brings along what it returns, as `prepared`. So often in a day (`most_told`) a refusal is told.
    `whose(actor, thing)` says who may answer where it is nobody with an account; None: nobody any more.
    """
    _purposes[purpose] = Purpose(purpose, title, handler, needs_proof, prepare, most_told, whose)


def purpose_of(key: str) -> Purpose | None:
    """Return a purpose by its key; None when there is none (any more)."""
    return _purposes.get(key)


def can_be_answered() -> bool:
    """Whether this node takes answers by mail: else mails say that one answers on the page."""
    return bool(settings.CONFIG.mail_replies)


def reply_address(purpose: str, actor: UUID, thing: UUID) -> str:
    """Make an address for a mail to one person about one thing, and keep it within the caller's transaction.

    Empty where this node takes no answers by mail. Raises KeyError for a purpose that nobody registered.
    """
    key = _purposes[purpose].key
    if not can_be_answered():
        return ""
    token = b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
    ReplyAddress.objects.create(
        digest=digest_of(token), purpose=key, actor=actor, thing=thing, expires=clock.now() + GOOD_FOR
    )
    return str(settings.CONFIG.mail_replies).replace("{token}", token)


def token_in(address: str) -> str:
    """Return what stands for the token in an address of ours, in small letters; empty in any other address."""
    begin, _place, end = str(settings.CONFIG.mail_replies).lower().partition("{token}")
    address = address.strip().lower()
    if not end or not (address.startswith(begin) and address.endswith(end)):
        return ""
    return address[len(begin) : len(address) - len(end)]


def address_of(token: str) -> ReplyAddress | None:
    """Return what a token stands for; None for one that we did not make, or that is too old."""
    if not TOKEN.fullmatch(token):
        return None
    return ReplyAddress.objects.filter(digest=digest_of(token), expires__gt=clock.now()).first()


def digest_of(token: str) -> str:
    """What is kept of a token: whoever reads the table can't write to any address."""
    return hashlib.sha256(token.encode()).hexdigest()


def forget_addresses() -> int:
    """Delete addresses that are too old to be answered to; return how many."""
    return ReplyAddress.objects.filter(expires__lt=clock.now()).delete()[0]
