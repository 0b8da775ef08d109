"""Who sends: push services know this node by its key (VAPID, RFC 8292), and browsers let nobody else write to their devices."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from allmende.foundation import clock
from allmende.foundation.keys import derive
from allmende.foundation.push.encoding import to_base64url

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

HOURS = 12
"""How long a token counts; a day at most (RFC 8292, section 2)."""
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""The order of the curve P-256: a private key is a number from 1 to one less."""


@cache
def _private_key() -> EllipticCurvePrivateKey:
    """The node's key, derived from its master key: it lasts as long, and is kept and restored with it."""
    from cryptography.hazmat.primitives.asymmetric import ec  # slow import

    number = int.from_bytes(derive("web push") + derive("web push, further"))  # twice as long: no number is likelier
    return ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())


@cache
def public_key() -> str:
    """Return the key by which browsers make a subscription for this node (`applicationServerKey`), in base64url."""
    from cryptography.hazmat.primitives import serialization as form  # slow import

    public = _private_key().public_key()
    return to_base64url(public.public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint))


def authorization(endpoint: str) -> str:
    """Return the header by which a push service knows that this node sends; it counts for that service alone."""
    from cryptography.hazmat.primitives.asymmetric import ec, utils  # slow import
    from cryptography.hazmat.primitives.hashes import SHA256  # slow import

    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}", "exp": int(clock.now().timestamp()) + HOURS * 3600, "sub": settings.NODE_URL,
    }  # fmt: skip
    signed = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
    r, s = utils.decode_dss_signature(_private_key().sign(signed.encode(), ec.ECDSA(SHA256())))
    return f"vapid t={signed}.{to_base64url(r.to_bytes(32) + s.to_bytes(32))}, k={public_key()}"


def _json(value: dict[str, object]) -> str:
    return to_base64url(json.dumps(value, separators=(",", ":")).encode())
