"""No more than so many in a while from one place, counted for all processes of a node."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allmende.foundation.limits.commands import use
from allmende.foundation.verdicts import Refused


def slow_down(request: HttpRequest, what: str, *, most: int, seconds: int) -> None:
    """Count one more; raises Refused (429) beyond `most` in `seconds` from one network address."""
    if not use(f"{what}:{get_adapter().get_client_ip(request)}", most, seconds):
        raise Refused(_("That was very often in a short time. Try again in an hour."), 429)
