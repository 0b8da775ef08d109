"""Accounts for operators: who, whether they can sign in, by which ways, since when; nothing of what they write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q, QuerySet

from allmende.foundation.ids import MAX_ID
from allmende.foundation.verdicts import require
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.security import Visit, visits_of
from allmende.identity.actors.models import Reader
from allmende.identity.operating.models import Suspension
from allmende.identity.operating.rules import may_see_accounts

STATES = ("", "suspended", "never", "operators")
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Sought:
    """Which accounts: words of the name, a handle or an address; and in which state (one of STATES)."""

    text: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in the list."""

    id: UUID
    name: str
    handle: str
    portrait: UUID | None
    email: str
    is_active: bool
    is_operator: bool
    last_login: datetime | None
    joined: datetime


@dataclass(frozen=True)
class AccountPage:
    """Accounts, the newest first; `count` is how many there are, at most a thousand."""

    rows: list[AccountRow]
    next: UUID | None
    count: int


@dataclass(frozen=True)
class Standing:
    """All that an operator sees of one account."""

    account: Account
    addresses: list[EmailAddress]
    ways: dict[str, int]
    """How many passkeys, apps and recovery codes, by allauth's type; `password` 1 or 0, `signon` how many providers."""
    visits: list[Visit]
    suspensions: list[Suspension]

    @property
    def suspension(self) -> Suspension | None:
        """The one that holds now."""
        return next((one for one in self.suspensions if one.ended is None), None)


def account_page(reader: Reader, sought: Sought, after: UUID | None = None, limit: int = 30) -> AccountPage:
    """Return a page of accounts; two statements besides the rule's. Raises Refused (404)."""
    require(may_see_accounts(reader))
    rows = found(sought)
    page = list(rows.filter(id__lt=after or MAX_ID).order_by("-id")[: limit + 1])
    shown = [
        AccountRow(
            row.actor_id, row.actor.name, row.actor.handle, row.actor.portrait, row.email, row.is_active, row.is_staff,
            row.last_login, row.date_joined,
        )
        for row in page[:limit]
    ]  # fmt: skip
    return AccountPage(shown, page[limit - 1].id if len(page) > limit else None, rows[:MOST_COUNTED].count())


def found(sought: Sought) -> QuerySet[Account]:
    """The accounts that are sought, in no order."""
    rows = Account.objects.all()
    if text := sought.text.strip().removeprefix("@").lower():
        rows = rows.filter(
            Q(actor__name__icontains=text) | Q(actor__handle__startswith=text) | Q(email__startswith=text)
        )
    narrowed = {
        "suspended": Q(actor__suspensions__isnull=False, actor__suspensions__ended=None),
        "never": Q(last_login=None, is_active=True),
        "operators": Q(is_staff=True),
    }.get(sought.state)
    return rows.filter(narrowed) if narrowed is not None else rows


def keys_of(sought: Sought) -> Iterator[str]:
    """The people of all accounts that are sought."""
    return (str(key) for key in found(sought).order_by("id").values_list("actor_id", flat=True).iterator())


def standing_of(reader: Reader, handle: str) -> Standing | None:
    """Return what an operator sees of an account, by its person's handle; six statements. Raises Refused (404)."""
    require(may_see_accounts(reader))
    account = Account.objects.filter(actor__handle=handle).first()
    if account is None:
        return None
    ways: dict[str, int] = {"password": int(account.has_usable_password())}
    for kind in Authenticator.objects.filter(user_id=account.id).values_list("type", flat=True):
        ways[kind] = ways.get(kind, 0) + 1
    ways["signon"] = SocialAccount.objects.filter(user_id=account.id).count()
    return Standing(
        account, list(EmailAddress.objects.filter(user_id=account.id).order_by("-primary", "id")), ways, visits_of(account, ""),
        list(account.actor.suspensions.select_related("by", "ended_by").order_by("-id")[:10]),
    )  # fmt: skip
