"""No more than so many in a while from one place: kept in memory, by a digest of the address that asks."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allmende.foundation.keys import sign
from allmende.foundation.verdicts import Refused


def slow_down(request: HttpRequest, what: str, *, most: int, seconds: int) -> None:
    """Count one more; raises Refused (429) beyond `most` in `seconds` from one network address."""
    key = f"limit:{what}:{sign('limits', get_adapter().get_client_ip(request))}"
    cache.add(key, 0, seconds)
    if cache.incr(key) > most:
        raise Refused(_("That was very often in a short time. Try again in an hour."), 429)
