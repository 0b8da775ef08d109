"""Changing where people sign in from, who may ask us who they are, and what each has granted."""

from __future__ import annotations

from secrets import token_urlsafe
from urllib.parse import urlsplit

from allauth.idp.oidc.models import Client, Token
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.identity.signon.activities import ApplicationChanged, SignOnProviderChanged
from allmende.identity.signon.models import Grant, Provider, key_of
from allmende.identity.signon.redirects import clean_redirects
from allmende.identity.signon.rules import may_operate

SCOPES = ("openid", "profile", "email")


@transaction.atomic
def add_provider(operator: Actor, *, issuer: str, name: str, client_id: str, secret: str) -> Provider:
    """Let people sign in at a provider. It counts from the next request on.

    Raises Refused: 404 for those who don't run the node, 422 for an issuer that can't be one, 409 for one that is there.
    """
    require(may_operate(operator))
    issuer = issuer.strip().removesuffix("/.well-known/openid-configuration")
    parts = urlsplit(issuer)
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise Refused(_("Write the issuer as https://…, without a question mark."), 422, errors={"issuer": "https://…"})
    if Provider.objects.filter(issuer=issuer).exists():
        raise Refused(_("This provider is there already."), 409)
    provider = Provider(key=key_of(issuer), issuer=issuer, name=name, client_id=client_id)
    provider.secret = secret
    provider.save(force_insert=True)
    record(SignOnProviderChanged(actor=operator.id, provider=provider.key, change="added"))
    return provider


@transaction.atomic
def change_provider(operator: Actor, provider: Provider, *, name: str, client_id: str, secret: str = "") -> None:
    """Change name, client id and (if one is given) secret. The issuer stays: people's identities hang on it. Raises Refused (404)."""
    require(may_operate(operator))
    provider.name, provider.client_id = name, client_id
    if secret:
        provider.secret = secret
    provider.save(update_fields=["name", "client_id", "sealed_secret"])
    record(SignOnProviderChanged(actor=operator.id, provider=provider.key, change="changed"))


@transaction.atomic
def switch_provider(operator: Actor, provider: Provider, *, is_open: bool) -> None:
    """Open or close a provider; connections stay and work again when it opens. Raises Refused (404)."""
    require(may_operate(operator))
    provider.is_open = is_open
    provider.save(update_fields=["is_open"])
    record(SignOnProviderChanged(actor=operator.id, provider=provider.key, change="opened" if is_open else "closed"))


@transaction.atomic
def remove_provider(operator: Actor, provider: Provider) -> None:
    """Remove a provider with all connections to it; the accounts stay, and can be opened by mail. Raises Refused (404)."""
    require(may_operate(operator))
    SocialAccount.objects.filter(provider=provider.key).delete()
    provider.delete()
    record(SignOnProviderChanged(actor=operator.id, provider=key_of(provider.issuer), change="removed"))


@transaction.atomic
def add_application(
    operator: Actor, *, name: str, redirects: str, logout_redirects: str = "", keeps_secret: bool = True
) -> tuple[Client, str]:
    """Let an application sign people in with us; return it with its secret, which is never shown again (only its hash is kept).

    One that can't keep a secret (in a browser, on a phone) has none, and must use PKCE. Raises Refused (404, 422).
    """
    require(may_operate(operator))
    application = Client(
        name=name,
        redirect_uris="\n".join(clean_redirects(redirects)),
        type=Client.Type.CONFIDENTIAL if keeps_secret else Client.Type.PUBLIC,
        scopes="\n".join(SCOPES),
        default_scopes="openid",
        grant_types=f"{Client.GrantType.AUTHORIZATION_CODE}\n{Client.GrantType.REFRESH_TOKEN}",
        response_types="code",
    )
    application.set_post_logout_redirect_uris(clean_redirects(logout_redirects, "logout_redirects"))
    secret = _new_secret(application) if keeps_secret else ""
    application.save(force_insert=True)
    record(ApplicationChanged(actor=operator.id, application=application.id, change="added"))
    return application, secret


@transaction.atomic
def change_application(
    operator: Actor, application: Client, *, name: str, redirects: str, logout_redirects: str = ""
) -> None:
    """Change name and addresses. Raises Refused (404, 422)."""
    require(may_operate(operator))
    application.name, application.redirect_uris = name, "\n".join(clean_redirects(redirects))
    application.set_post_logout_redirect_uris(clean_redirects(logout_redirects, "logout_redirects"))
    application.save(update_fields=["name", "redirect_uris", "data"])
    record(ApplicationChanged(actor=operator.id, application=application.id, change="changed"))


@transaction.atomic
def rotate_secret(operator: Actor, application: Client) -> str:
    """Give an application another secret and return it; the old one no longer works. Raises Refused (404, 409)."""
    require(may_operate(operator))
    if application.type != Client.Type.CONFIDENTIAL:
        raise Refused(_("This application has no secret."), 409)
    secret = _new_secret(application)
    application.save(update_fields=["secret"])
    record(ApplicationChanged(actor=operator.id, application=application.id, change="rotated"))
    return secret


@transaction.atomic
def remove_application(operator: Actor, application: Client) -> None:
    """Remove an application; what it holds of us (tokens, grants) ends with it. Raises Refused (404)."""
    require(may_operate(operator))
    record(ApplicationChanged(actor=operator.id, application=application.id, change="removed"))
    application.delete()


def _new_secret(application: Client) -> str:
    secret = token_urlsafe(40)
    application.set_secret(secret)
    return secret


@transaction.atomic
def grant(account: AbstractBaseUser, application: Client, scopes: list[str]) -> None:
    """Keep that someone let an application read this, so that it need not ask again."""
    known, _made = Grant.objects.get_or_create(account_id=account.pk, application=application)
    known.scopes = sorted({*known.scopes, *scopes})
    known.at = clock.now()
    known.save(update_fields=["scopes", "at"])


@transaction.atomic
def withdraw(account: AbstractBaseUser, application: str) -> None:
    """Take a grant back; the application's tokens for this account end at once."""
    Grant.objects.filter(account_id=account.pk, application_id=application).delete()
    Token.objects.filter(user_id=account.pk, client_id=application).delete()


@transaction.atomic
def forget(actor: Actor) -> None:
    """Erase what ties a person to providers and applications; applications that they entered stay."""
    Token.objects.filter(user__actor=actor).delete()
    Grant.objects.filter(account__actor=actor).delete()
    SocialAccount.objects.filter(user__actor=actor).delete()
    Client.objects.filter(owner__actor=actor).update(owner=None)
