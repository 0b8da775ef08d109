"""Personal links of those who take part from outside: a new one for each mail."""

from __future__ import annotations

import secrets

from allmende.foundation import clock
from allmende.rooms.messages.models import OutsideKey, Outsider
from allmende.rooms.messages.queries.finding import digest_of


def new_token(outsider: Outsider) -> str:
    """Return the secret of a link for one mail, kept nowhere, in the caller's transaction; links whose time is over go."""
    token = secrets.token_urlsafe(24)
    outsider.keys.filter(expires__lt=clock.now()).delete()
    OutsideKey.objects.create(outsider=outsider, digest=digest_of(token))
    return token
