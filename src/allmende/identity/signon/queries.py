"""What pages show of sign-on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.idp.oidc.models import Client
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count
from django.urls import reverse

from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Reader
from allmende.identity.signon.models import Grant, Provider
from allmende.identity.signon.rules import may_operate


@dataclass(frozen=True, slots=True)
class Way:
    """A provider as the page for signing in shows it."""

    key: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Connection:
    """A sign-on elsewhere that opens one's account here."""

    id: int
    provider: str
    name: str
    since: datetime


def open_ways() -> list[Way]:
    """Return the providers at which one can sign in at present, by name; one statement."""
    rows = Provider.objects.filter(is_open=True).values_list("key", "name")
    return [Way(key, name, reverse("openid_connect_login", args=[key])) for key, name in rows]


def connections_of(account: AbstractBaseUser) -> list[Connection]:
    """Return the sign-ons connected to an account, with the name they have there; two statements."""
    names = dict(Provider.objects.values_list("key", "name"))
    rows = SocialAccount.objects.filter(user_id=account.pk).order_by("date_joined", "id")
    return [
        Connection(
            row.id,
            row.provider,
            " · ".join(filter(None, (names.get(row.provider, ""), name_there(row)))),
            row.date_joined,
        )
        for row in rows
    ]


def name_there(account: SocialAccount) -> str:
    """Return how someone is called at the provider: their address there, or a name."""
    told = account.extra_data.get("userinfo") or {}
    return str(told.get("email") or told.get("name") or "")[:120]


def grants_of(account: AbstractBaseUser) -> list[Grant]:
    """Return the applications that know who someone is, by name."""
    return list(Grant.objects.filter(account_id=account.pk).select_related("application").order_by("application__name"))


def has_granted(account: AbstractBaseUser, application: str, scopes: list[str]) -> bool:
    """Whether someone has let an application read all of this before."""
    known = (
        Grant.objects.filter(account_id=account.pk, application_id=application).values_list("scopes", flat=True).first()
    )
    return known is not None and set(scopes) <= set(known)


def providers(reader: Reader) -> list[Provider]:
    """Return all providers, by name. Raises Refused (404) for those who don't run the node."""
    require(may_operate(reader))
    return list(Provider.objects.all())


def provider(reader: Reader, key: str) -> Provider | None:
    """Return one of them. Raises Refused (404)."""
    require(may_operate(reader))
    return Provider.objects.filter(key=key).first()


def people_connected(reader: Reader, key: str) -> int:
    """Return how many accounts a provider opens. Raises Refused (404)."""
    require(may_operate(reader))
    return SocialAccount.objects.filter(provider=key).count()


def applications(reader: Reader) -> list[Client]:
    """Return the applications that sign in with us, by name, each with the number of `people` who use it. Raises Refused (404)."""
    require(may_operate(reader))
    return list(Client.objects.annotate(people=Count("grants")).order_by("name", "id"))


def application(reader: Reader, client_id: str) -> Client | None:
    """Return one of them. Raises Refused (404)."""
    require(may_operate(reader))
    return Client.objects.annotate(people=Count("grants")).filter(id=client_id).first()


def return_address(key: str) -> str:
    """Return the address that a provider must know of us."""
    return settings.NODE_URL + reverse("openid_connect_callback", args=[key])
