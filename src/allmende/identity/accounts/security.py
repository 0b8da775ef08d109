"""What the page for sign-in and security shows at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from allmende.foundation import clock
from allmende.foundation.keys import sign
from allmende.identity.accounts.devices import device_name, is_phone
from allmende.identity.accounts.models import Account, Session
from allmende.identity.signon.queries import connections_of, grants_of, open_ways

MOST = 50
"""So many sessions are shown, those used last first."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A session as its owner sees it; `mark` names it without giving its key away."""

    mark: str
    device: str
    icon: str
    network: str
    since: datetime | None
    seen: datetime | None
    is_this: bool


def mark_of(session_key: str) -> str:
    """Return the name under which a session stands on a page."""
    return sign("session", session_key)


def visits_of(account: Account, this: str) -> list[Visit]:
    """Return an account's sessions, this one first, then those used last; one statement."""
    rows = Session.objects.filter(account=account, expire_date__gt=clock.now()).order_by("-seen", "session_key")[:MOST]
    found = [
        Visit(
            mark_of(row.session_key), device_name(row.device), "phone" if is_phone(row.device) else "device-laptop",
            row.network, row.since, row.seen, row.session_key == this,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda visit: not visit.is_this)


def overview(request: HttpRequest, account: Account) -> dict[str, Any]:
    """Return all of the page's parts; a fixed number of statements."""
    proofs = list(Authenticator.objects.filter(user_id=account.pk).order_by("created_at", "id"))
    by_type = {proof.type: proof for proof in proofs}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    connections = connections_of(account)
    connected = {connection.provider for connection in connections}
    return {
        "address": account.email,
        "addresses": EmailAddress.objects.filter(user_id=account.pk).count(),
        "has_password": account.has_usable_password(),
        "passkeys": [proof.wrap() for proof in proofs if proof.type == Authenticator.Type.WEBAUTHN],
        "app": by_type.get(Authenticator.Type.TOTP),
        "codes": codes,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "connections": connections,
        "ways": [way for way in open_ways() if way.key not in connected],
        "grants": grants_of(account),
        "visits": visits_of(account, request.session.session_key or ""),
    }
