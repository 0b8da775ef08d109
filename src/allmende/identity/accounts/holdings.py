"""What accounts keep of a person."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from allmende.foundation.personal import Holding
from allmende.identity.accounts.commands import forget
from allmende.identity.accounts.devices import device_name
from allmende.identity.accounts.models import Session
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    sessions = Session.objects.filter(account__actor=actor)
    proofs = Authenticator.objects.filter(user__actor=actor)
    return {
        "addresses": list(EmailAddress.objects.filter(user__actor=actor).values("email", "verified", "primary")),
        "proofs": [
            {"type": str(proof.Type(proof.type).label), "since": proof.created_at.isoformat()} for proof in proofs
        ],
        "sessions": [
            {"device": device_name(row.device), "network": row.network, "since": row.since and row.since.isoformat()}
            for row in sessions
        ],
    }


ACCOUNTS = Holding(
    "accounts",
    ("accounts.Account", "accounts.Session", "account.EmailAddress", "mfa.Authenticator"),
    _export,
    forget,
)
