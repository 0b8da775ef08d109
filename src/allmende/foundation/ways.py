"""Where a page goes on to when an address was handed to it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


class Elsewhere(Exception):
    """What an address leads to stands at another one of the house by now (`url`)."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def own_way(request: HttpRequest, address: str) -> str:
    """Return an address to go on to if it is a path of this house, however it is spelt; else nothing."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours and "/" in address else ""
