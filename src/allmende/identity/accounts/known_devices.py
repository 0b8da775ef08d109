"""Devices that signed in before: what strangers try at the same address is not counted against them.

OWASP, "Slow Down Online Guessing Attacks with Device Cookies". The cookie proves nothing else; nobody signs in by it.
"""

from __future__ import annotations

from secrets import token_hex

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from allmende.foundation.keys import is_signed, sign
from allmende.identity.accounts.addresses import normal_address

COOKIE = "device"
PURPOSE = "known-device"
MOST = 5
"""So many people of a household may share a device."""
YEAR = 365 * 86_400


def known_device(request: HttpRequest, address: str) -> str:
    """Return the device's number if someone with this address has signed in on it before; else nothing."""
    number, *signatures = request.COOKIES.get(COOKIE, "").split(".")[: MOST + 1]
    known = any(is_signed(PURPOSE, _about(number, address), signature) for signature in signatures)
    return number if known else ""


def remember_device(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Let the browser remember that someone with this address has signed in on it; theirs first, the oldest forgotten."""
    if known_device(request, address):
        return
    number, *others = request.COOKIES.get(COOKIE, "").split(".")[:MOST]
    if not (others and number.isalnum() and len(number) == 32):
        number, others = token_hex(16), []
    response.set_cookie(
        COOKIE, ".".join([number, sign(PURPOSE, _about(number, address)), *others]), max_age=YEAR, path="/accounts/",
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def _about(number: str, address: str) -> str:
    return f"{number}:{normal_address(address)}"
