"""How we vouch for people: what we call ourselves, what we tell of whom, and the key we sign with."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from allauth.account.models import EmailAddress
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import PrivateKey
from django.conf import settings
from django.utils.translation import gettext_lazy as _

SCOPES = {
    "openid": _("That it is you, by a number of its own for you here"),
    "profile": _("Your name, your handle and your language"),
    "email": _("Your e-mail address"),
}


class IssuingAdapter(DefaultOIDCAdapter):
    """The issuer is the node, whatever host name a page was asked under."""

    scope_display = SCOPES

    def get_issuer(self) -> str:
        """The node's address."""
        return settings.NODE_URL

    def get_claims(
        self,
        purpose: Literal["id_token", "userinfo"],
        user: Any,
        client: Any,
        scopes: Iterable[str],
        email: str | None = None,
        **others: Any,
    ) -> dict[str, Any]:
        """What an application may know of a person; an address only once it is confirmed."""
        claims: dict[str, Any] = {"sub": self.get_user_sub(client, user)}
        if "profile" in scopes:
            actor = user.actor
            claims |= {
                "name": actor.name,
                "preferred_username": actor.handle,
                "locale": actor.language,
                "zoneinfo": actor.zone,
            }
        if "email" in scopes:
            confirmed = EmailAddress.objects.filter(user_id=user.pk, verified=True).order_by("-primary")
            if address := (confirmed.filter(email=email).first() if email else confirmed.first()):
                claims |= {"email": address.email, "email_verified": True}
        return claims

    def list_private_keys(self, **filters: Any) -> list[PrivateKey]:
        """The node's own key."""
        return [PrivateKey(pem=signing_key(settings.DATA))]


def signing_key(folder: Path) -> str:
    """Return the node's RSA key as PEM, made on first use in `folder/keys/sign-on`; two processes at once agree on one."""
    path = folder / "keys" / "sign-on"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"sign-on.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_new_key())
        try:
            os.link(draft, path)
        except FileExistsError:  # another process was first: its key counts
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")


def _new_key() -> bytes:
    from cryptography.hazmat.primitives import serialization as form  # slow import
    from cryptography.hazmat.primitives.asymmetric import rsa  # slow import

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
