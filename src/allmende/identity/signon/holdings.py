"""What sign-on keeps of a person."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount

from allmende.foundation.personal import Holding
from allmende.identity.actors.models import Actor
from allmende.identity.signon.commands import forget
from allmende.identity.signon.models import Grant


def _export(actor: Actor) -> dict[str, Any]:
    connected = SocialAccount.objects.filter(user__actor=actor).values("provider", "uid", "extra_data", "date_joined")
    granted = Grant.objects.filter(account__actor=actor).values("application__name", "scopes", "at")
    return {"sign_ons": [_plain(row) for row in connected], "applications": [_plain(row) for row in granted]}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}


SIGN_ON = Holding(
    "signon",
    (
        "signon.Grant",
        "socialaccount.SocialAccount",
        "socialaccount.SocialToken",
        "allauth_idp_oidc.Token",
        "allauth_idp_oidc.Client",
    ),
    _export,
    forget,
)
