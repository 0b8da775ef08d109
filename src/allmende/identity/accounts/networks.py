"""Where a request comes from: its address, counted behind the proxies that stand in front, and the networks around it."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the address that the outermost of our own proxies saw; whatever else stands in `X-Forwarded-For` was made up by someone.

    Empty where there is none (a socket of this machine).
    """
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    found = seen[-count] if 0 < count <= len(seen) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(found)
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def counted_network(request: HttpRequest) -> str:
    """Return what attempts are counted by: an address of IPv4, a /64 of IPv6 (all of it is one household's)."""
    return _network(address_of(request), 32, 64)


def shown_network(request: HttpRequest) -> str:
    """Return what is kept of where someone signed in, and no more: /24 of IPv4, /48 of IPv6."""
    return _network(address_of(request), 24, 48)


def _network(address: str, four: int, six: int) -> str:
    if not address:
        return ""
    return str(ip_network(f"{address}/{six if ':' in address else four}", strict=False).network_address)
