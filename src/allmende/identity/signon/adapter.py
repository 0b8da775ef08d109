"""How allauth meets our providers: from our table, through our way out, and never by an e-mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.http import HttpRequest

from allmende.foundation.http import open_session
from allmende.identity.signon.models import Provider
from allmende.identity.signon.wording import SIGN_ON_ERRORS

if TYPE_CHECKING:
    from allmende.identity.signon.exchange import SignOn


class SignOnAdapter(DefaultSocialAccountAdapter):
    """An identity elsewhere is (issuer, subject). Address and name told there fill in a form, and prove nothing."""

    error_messages = {**DefaultSocialAccountAdapter.error_messages, **SIGN_ON_ERRORS}

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """All providers, or the one with that key, in allauth's terms."""
        rows = Provider.objects.filter(key=provider) if provider else Provider.objects.all()
        return [_app(row) for row in rows]

    def list_providers(self, request: HttpRequest) -> list[SignOn]:
        """All providers."""
        return [self._provider(request, app) for app in self.list_apps(request)]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SignOn:
        """The provider with that key. Raises SocialApp.DoesNotExist."""
        return self._provider(request, self.get_app(request, provider=provider))

    def _provider(self, request: HttpRequest, app: SocialApp) -> SignOn:
        from allmende.identity.signon.exchange import SignOn  # slow import

        return SignOn(request, app=app)

    def get_requests_session(self) -> Any:
        """The house's only way out."""
        return open_session()

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """Never by what a provider says: whoever can make it say so would own the account of that address."""
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Never."""
        return False

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, str]:
        """Name and address as the provider tells them, for the form."""
        told = sociallogin.account.extra_data.get("userinfo") or {}
        return {"name": str(told.get("name") or "")[:120], "email": str(told.get("email") or "")[:254]}


def _app(row: Provider) -> SocialApp:
    return SocialApp(
        provider="openid_connect",
        provider_id=row.key,
        name=row.name,
        client_id=row.client_id,
        secret=row.secret,
        settings={"server_url": row.issuer, "issuer": row.issuer, "oauth_pkce_enabled": True},
    )
