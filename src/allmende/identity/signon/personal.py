"""Sign-on: which accounts elsewhere open one's own, and which applications know who one is."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.identity.signon.commands import forget
from allmende.identity.signon.models import Grant


def _export(actor: Actor) -> dict[str, Any]:
    connected = SocialAccount.objects.filter(user__actor=actor).values("provider", "uid", "extra_data", "date_joined")
    granted = Grant.objects.filter(account__actor=actor).values("application__name", "scopes", "at")
    return {"sign_ons": list(connected), "applications": list(granted)}


hold(
    Holding(
        "signon",
        (
            *("signon.Grant", "socialaccount.SocialAccount", "socialaccount.SocialToken"),
            *("allauth_idp_oidc.Token", "allauth_idp_oidc.Client"),
        ),
        _export, forget,
        title=_("Accounts elsewhere that open yours, and applications that know who you are"),
        why=_("So that you can sign in from elsewhere, and elsewhere."), until=_("until you take it back"),
    )
)  # fmt: skip
