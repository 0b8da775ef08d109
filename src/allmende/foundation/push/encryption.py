"""Encrypting for one device, so that the push service between can't read (RFC 8291, with the coding of RFC 8188)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

RECORD = 4096
"""Bytes of the one record that a message is; push services take no more (RFC 8030, section 7.2)."""
LONGEST = RECORD - 86 - 17
"""The longest message: a record less its head, the tag, and the byte that ends it."""
POINT, SECRET = 65, 16
"""Bytes of a device's public key (uncompressed, P-256) and of its authentication secret."""


def is_key_pair(public: bytes, secret: bytes) -> bool:
    """Say whether these are a device's public key, a point of the curve, and its secret."""
    from cryptography.hazmat.primitives.asymmetric import ec  # slow import

    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    except ValueError:
        return False
    return len(public) == POINT and len(secret) == SECRET


def encrypt(
    message: bytes, public: bytes, secret: bytes, *, own: EllipticCurvePrivateKey | None = None, salt: bytes = b""
) -> bytes:
    """Return a message that only the device with this public key and authentication secret can read.

    `own` and `salt` are fresh for every message; they are given in tests alone. Raises ValueError for a message longer than
    `LONGEST` and for a key that is none.
    """
    from cryptography.hazmat.primitives import serialization as form  # slow import
    from cryptography.hazmat.primitives.asymmetric import ec  # slow import
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow import

    if len(message) > LONGEST:
        raise ValueError(f"{len(message)} bytes are too long for a push message.")
    own, salt = own or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    ours = own.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), theirs)
    root = _derived(shared, secret, b"WebPush: info\0" + public + ours, 32)
    key = _derived(root, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(root, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4) + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, message + b"\x02", None)


def _derived(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """Return a key (HKDF with SHA-256, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256  # slow import
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # slow import

    return HKDF(SHA256(), length, salt, info).derive(material)
