"""Which links become cards: bare ones on a line of their own, the first few of a text."""

from __future__ import annotations

import hashlib
import html
import re
from urllib.parse import urlsplit

from django.conf import settings

BARE = re.compile(r'<p><a href="(https?://[^"<>\s]{4,1500})"(?: rel="[^"]*")?>\1</a></p>')
"""A paragraph that is a link whose words are its address, as our Markdown renders it."""

MOST = 3
"""Cards in one text."""

LONGEST = 500
"""Characters of an address that is looked up."""


def address_of(written: str) -> str | None:
    """Return the address that a bare link (as it stands in HTML) leads to, without its fragment; None for what is not looked up.

    Not looked up: what is no name of the internet, our own pages, addresses with a name or password in them.
    """
    address = html.unescape(written).partition("#")[0]
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return None
    if len(address) > LONGEST or "@" in parts.netloc or port not in {None, 80, 443} or "." not in host.strip("."):
        return None
    return None if host.rstrip(".") == settings.NODE_HOST else address


def addresses_in(text: str) -> list[str]:
    """Return the addresses of a text's bare links, each once, the first `MOST` of them."""
    found = dict.fromkeys(address for match in BARE.finditer(text) if (address := address_of(match[1])))
    return list(found)[:MOST]


def key_of(address: str) -> str:
    """Return what an address is known by."""
    return hashlib.sha256(address.encode()).hexdigest()
