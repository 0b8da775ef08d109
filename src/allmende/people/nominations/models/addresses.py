"""E-mail addresses as they are compared: one person, one spelling."""

from __future__ import annotations

import unicodedata

from allmende.identity.accounts.addresses import in_ascii


def address_key(address: str) -> str:
    """Return an address as it is compared: NFC, small letters, an international domain in its ASCII form (RFC 5891).

    What stands behind a plus stays: `ada+garden@` may be another box, so it is another address (see `base_of`).
    """
    local, _at, domain = unicodedata.normalize("NFKC", address).strip().lower().rpartition("@")
    return f"{local}@{in_ascii(domain)}"


def base_of(address: str) -> str:
    """Return an address without what stands behind a plus: whoever shares it may be the same person, which is hinted at."""
    local, _at, domain = address_key(address).rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def masked(address: str) -> str:
    """Return an address as it may be shown to whoever holds its invitation: `n…@example.org`."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


def spellings(address: str) -> set[str]:
    """Return the spellings under which an account may keep an address: its domain in ASCII, and in its own script."""
    local, _at, domain = address_key(address).rpartition("@")
    try:
        return {f"{local}@{domain}", f"{local}@{domain.encode().decode('idna')}"}
    except UnicodeError:
        return {f"{local}@{domain}"}
