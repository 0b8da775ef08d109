"""Secrets that we must be able to read again lie sealed in the database; the key does not."""

from __future__ import annotations

import base64
import os

from allmende.foundation.keys import derive

VERSION = "s1."
"""Stands before each sealed text, so that another cipher can follow."""


def seal(purpose: str, text: str) -> str:
    """Return a text sealed for a purpose (AES-256-GCM, a nonce of its own each time)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow import

    nonce = os.urandom(12)
    sealed = AESGCM(derive(f"seal:{purpose}")).encrypt(nonce, text.encode(), purpose.encode())
    return VERSION + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(purpose: str, sealed: str) -> str:
    """Return the text again. Raises ValueError for what was not sealed with this node's key for this purpose."""
    from cryptography.exceptions import InvalidTag  # slow import
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow import

    if not sealed.startswith(VERSION):
        raise ValueError("This is no sealed text.")
    raw = base64.urlsafe_b64decode(sealed.removeprefix(VERSION))
    try:
        return AESGCM(derive(f"seal:{purpose}")).decrypt(raw[:12], raw[12:], purpose.encode()).decode()
    except InvalidTag as error:
        raise ValueError("This was sealed with another key.") from error
