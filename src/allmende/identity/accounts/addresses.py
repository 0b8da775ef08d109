"""Whether two e-mail addresses lead to the same mailbox, however they are typed."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

WITHOUT_DOTS = frozenset({"gmail.com", "googlemail.com"})
"""Hosts that deliver `a.b@` and `ab@` to the same mailbox."""


def mailbox_of(address: str) -> str:
    """Return the mailbox that an address leads to: lower case, without what follows a plus, its domain in ASCII (RFC 5891).

    A subaddress is what RFC 5233 calls the part after the plus; hosts that don't know it would refuse the mail, so that
    nothing is lost by taking it off. Only for comparing: mail goes to the address as it was given.
    """
    local, _at, domain = unicodedata.normalize("NFKC", address).strip().casefold().rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    local = local.partition("+")[0] or local
    if domain in WITHOUT_DOTS:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"
