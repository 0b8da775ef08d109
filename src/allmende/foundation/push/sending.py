"""Handing a message to a push service (RFC 8030)."""

from __future__ import annotations

import hashlib
from enum import Enum
from typing import Literal

from allmende.foundation.http import open_session
from allmende.foundation.push.encoding import from_base64url, to_base64url
from allmende.foundation.push.encryption import encrypt
from allmende.foundation.push.vapid import authorization

DAY = 24 * 3600


class Answer(Enum):
    """What a push service said."""

    TAKEN = "taken"
    GONE = "gone"
    """There is no such subscription any more: nobody asks again."""
    REFUSED = "refused"
    """It will never take this message."""


class Unreached(Exception):
    """The push service could not be reached, is overloaded or broken: later it may take the message."""


def push(
    endpoint: str, public: str, secret: str, message: bytes, *, about: str = "",
    urgency: Literal["low", "normal", "high"] = "normal", seconds: int = DAY,
) -> Answer:  # fmt: skip
    """Send a message to a device: its endpoint, public key and secret as its browser gave them (base64url).

    A later message `about` the same takes the place of one that has not reached the device yet; after some `seconds` the
    service forgets it. Raises Unreached; ValueError for keys that are none and for a message that is too long.
    """
    from requests import RequestException  # slow import  # house: the exception alone

    headers = {
        "Authorization": authorization(endpoint), "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
        "TTL": str(seconds), "Urgency": urgency,
    }  # fmt: skip
    if about:
        headers["Topic"] = to_base64url(
            hashlib.sha256(about.encode()).digest()[:24]
        )  # 32 letters (RFC 8030, section 5.4)
    body = encrypt(message, from_base64url(public), from_base64url(secret))
    try:
        with open_session() as session:
            status = session.post(endpoint, data=body, headers=headers, allow_redirects=False).status_code
    except RequestException as error:
        raise Unreached(f"The push service could not be reached: {type(error).__name__}.") from error
    if 200 <= status < 300:
        return Answer.TAKEN
    if status in {404, 410}:
        return Answer.GONE
    if status == 429 or status >= 500:
        raise Unreached(f"The push service answers {status}.")
    return Answer.REFUSED
