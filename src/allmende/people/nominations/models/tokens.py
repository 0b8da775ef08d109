"""Links that are a key: whoever holds one may come in by it, so only a digest is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Return a token of 192 random bits that goes into a link."""
    return secrets.token_urlsafe(24)


def digest_of(token: str) -> str:
    """Return what is kept of a token. It is random, so a plain SHA-256 can't be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """Return six digits that a person types in."""
    return f"{secrets.randbelow(1_000_000):06}"
