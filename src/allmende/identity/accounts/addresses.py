"""E-mail addresses: one way of writing each, however it is typed."""

from __future__ import annotations


def normal_address(typed: str) -> str:
    """Return an address in small letters with its domain as the network writes it (IDNA 2008 with UTS 46); what is none comes back as it is.

    Part before the @: kept, but for its letters' size; `ada+news@example.org` is not `ada@example.org`.
    """
    local, at, domain = typed.strip().rpartition("@")
    if not domain.isascii():
        import idna  # slow import

        try:
            domain = idna.encode(domain, uts46=True).decode()
        except idna.IDNAError:
            return typed.strip().lower()
    return f"{local}{at}{domain}".lower()
