"""Signing out that an application began (OpenID Connect RP-Initiated Logout 1.0): we ask, and lead back to registered addresses only.

Loads `oauthlib`; import it late.
"""

from __future__ import annotations

from typing import Any

from allauth.idp.oidc.forms import RPInitiatedLogoutForm
from allauth.idp.oidc.views import LogoutView
from django.core.exceptions import ValidationError


class SigningOutForm(RPInitiatedLogoutForm):
    """allauth's, which takes any address of the application's host; ours takes those that were entered, letter by letter."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse an address that nobody entered (section 3 of the standard)."""
        cleaned = super().clean() or {}
        address, client = cleaned.get("post_logout_redirect_uri"), cleaned.get("client")
        if address and (client is None or address not in client.get_post_logout_redirect_uris()):
            self.add_error("post_logout_redirect_uri", ValidationError("post_logout_redirect_uri"))
        return cleaned


class SigningOutView(LogoutView):
    """allauth's. It always asks whoever is signed in: a link of someone else's signs nobody out."""

    form_class = SigningOutForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also say which application asks."""
        context = super().get_context_data(**kwargs)
        return context | {"client": context["form"].cleaned_data.get("client")}


sign_out = SigningOutView.as_view()
