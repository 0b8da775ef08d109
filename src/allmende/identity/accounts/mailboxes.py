"""How often anyone can have us write to a mailbox: three times an hour, whoever asks, for whatever, however it is spelt."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.foundation.limits.commands import use
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.addresses import mailbox_of

MOST, HOUR = 3, 3_600


def has_room(address: str, *, for_password: bool = False) -> bool:
    """Count one more mail that people can have sent by asking for it, and say whether it may go; one of the three is kept for a new password.

    For mails on which nothing but the asking depends. Whoever asks without showing who they are is answered alike either way.
    """
    mailbox = mailbox_of(address)
    if not for_password and not use(f"mail but for a password:{mailbox}", MOST - 1, HOUR):
        return False
    return use(f"mail:{mailbox}", MOST, HOUR)


def require_room(address: str) -> None:
    """Count one more mail. Raises Refused (429) where it may not go: for people whom the address is no secret to."""
    if not has_room(address):
        raise Refused(_("This address has had enough mail from us for now. Try again in an hour."), 429)
