"""E-mail addresses: one way of writing each, however it is typed, and whether two lead to the same mailbox."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST_DOMAIN = 253
"""Letters (RFC 1035, section 2.3.4); reading longer ones takes time by the square of their length, and finds none."""
WITHOUT_DOTS = frozenset({"gmail.com", "googlemail.com"})
"""Hosts that deliver `a.b@` and `ab@` to the same mailbox."""
LONGEST = 254
"""Letters of an address (RFC 5321, section 4.5.3.1.3, without its brackets)."""


def is_address(text: str) -> bool:
    """Say whether this can be an address that we can store and write to."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST


def normal_address(typed: str) -> str:
    """Return an address in small letters with its domain as the network writes it (IDNA 2008 with UTS 46); what is none comes back as it is.

    Part before the @: kept, but for its letters' size; `ada+news@example.org` is not `ada@example.org`.
    """
    local, at, domain = typed.strip().rpartition("@")
    if not domain.isascii() and len(domain) <= LONGEST_DOMAIN:
        import idna  # slow import

        try:
            domain = idna.encode(domain, uts46=True).decode()
        except idna.IDNAError:
            return typed.strip().lower()
    return f"{local}{at}{domain}".lower()


def mailbox_of(address: str) -> str:
    """Return the mailbox that an address leads to: lower case, without what follows a plus, its domain in ASCII (RFC 5891).

    A subaddress is what RFC 5233 calls the part after the plus; hosts that don't know it would refuse the mail, so that
    nothing is lost by taking it off. Only for comparing: mail goes to the address as it was given.
    """
    local, _at, domain = unicodedata.normalize("NFKC", address).strip().casefold().rpartition("@")
    domain = in_ascii(domain)
    local = local.partition("+")[0] or local
    if domain in WITHOUT_DOTS:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def in_ascii(domain: str) -> str:
    """Return a domain as it is sent (RFC 5891); what is none, or is longer than any, comes back as it is."""
    if len(domain) <= LONGEST_DOMAIN:
        with suppress(UnicodeError):
            return domain.encode("idna").decode()
    return domain
