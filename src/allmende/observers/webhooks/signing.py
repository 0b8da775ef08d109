"""Secrets and signatures as Standard Webhooks 1.0 has them (standardwebhooks.com, "Signature scheme": symmetric, `v1`)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """Return a secret of 256 random bits, as it is shown to whoever sets up the receiver."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signature(secret: str, ident: str, timestamp: int, body: bytes) -> str:
    """Return `v1,` and the HMAC-SHA256 over id, Unix seconds and body in base 64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mac = hmac.new(key, f"{ident}.{timestamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(mac.digest()).decode()


def headers(keys: Sequence[str], ident: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the headers of a delivery, signed with each secret that is valid now."""
    return {
        "webhook-id": ident,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(key, ident, timestamp, body) for key in keys),
        "Content-Type": "application/json",
        "User-Agent": "Allmende-Webhooks/1",
    }
