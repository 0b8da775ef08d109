"""Signing in at a provider: there with a code challenge, back with a code, and an answer that must fit in every part.

Loads `requests`; import it late.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException  # house: the exception alone; the request goes through foundation.http

from allmende.identity.signon.discovery import read_configuration
from allmende.identity.signon.models import Provider

jwtkit.cache = caches["shared"]  # a used ID token is used for all processes; allauth knows the default cache alone


class Exchange(OpenIDConnectOAuth2Adapter):
    """OpenID Connect Core 1.0 with what RFC 9700 and RFC 9207 ask for beside it."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; raises OAuth2Error where it is not whom the operator named."""
        if not hasattr(self, "_openid_config"):
            self._openid_config = read_configuration(self.get_provider().app.settings["issuer"])
        return self._openid_config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """Take a person's identity from a signed ID token; the answer about the person must be of the same subject.

        Raises OAuth2Error for whatever doesn't fit.
        """
        if request.GET.get("iss", app.settings["issuer"]) != app.settings["issuer"]:
            raise OAuth2Error("The answer came from another issuer (RFC 9207).")
        self.did_fetch_access_token = False  # so that the signature is checked, though TLS would do
        claims = self._decode_id_token(app, str(kwargs["response"].get("id_token") or ""))
        told = self._fetch_user_info(token.token) if "userinfo_endpoint" in self.openid_config else claims
        if not claims.get("sub") or told.get("sub") != claims["sub"]:
            raise OAuth2Error("The answer is about someone else (OpenID Connect Core 1.0, section 5.3.2).")
        kept = {name: told[name] for name in ("sub", "name", "email") if isinstance(told.get(name), str)}
        return self.get_provider().sociallogin_from_response(request, {"userinfo": kept})


class SignOn(OpenIDConnectProvider):
    """A provider of our table."""

    oauth2_adapter_class = Exchange

    def serialize(self) -> dict[str, Any]:
        """Kept while someone fills in the form: by its key, since two providers may give us the same client id."""
        return {"id": self.app.provider_id}

    def get_auth_params_from_request(self, request: HttpRequest, action: Any) -> dict[str, Any]:
        """Only ours: nobody adds parameters by a link."""
        return self.get_auth_params()

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """Only ours."""
        return self.get_scope()

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """None: an address is confirmed by a mail to it."""
        return []


def _ask(view: Any, request: HttpRequest, key: str) -> HttpResponse:
    if not Provider.objects.filter(key=key, is_open=True).exists():
        raise Http404
    exchange = Exchange(request, key)
    try:
        return view.adapter_view(exchange)(request)
    except (OAuth2Error, RequestException, LookupError, ValueError, TypeError) as error:
        return render_authentication_error(request, exchange.get_provider(), exception=error)


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask whether to go to the provider (GET), and go there (POST)."""
    return _ask(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider."""
    return _ask(OAuth2CallbackView, request, provider_id)
