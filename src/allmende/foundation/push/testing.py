"""A device as its browser has it: it reads what was encrypted for it (RFC 8291, from the other side)."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from allmende.foundation.push.encoding import to_base64url


class Device:
    """Its keys, as a subscription names them, and how it reads."""

    def __init__(self, private: ec.EllipticCurvePrivateKey | None = None, secret: bytes = b"") -> None:
        self._private = private or ec.generate_private_key(ec.SECP256R1())
        self._secret = secret or os.urandom(16)
        self._point = self._private.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
        self.public, self.secret = to_base64url(self._point), to_base64url(self._secret)

    def read(self, body: bytes) -> bytes:
        """Return the message of a body. Raises InvalidTag for one that is not for this device."""
        salt, length = body[:16], body[20]
        sender = body[21 : 21 + length]
        shared = self._private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        root = HKDF(SHA256(), 32, self._secret, b"WebPush: info\0" + self._point + sender).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(root)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(root)
        padded = AESGCM(key).decrypt(nonce, body[21 + length :], None)
        return padded.rstrip(b"\0")[:-1]
